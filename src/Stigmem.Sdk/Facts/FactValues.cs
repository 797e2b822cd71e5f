using Stigmem.Core.Facts;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Facts;

/// <summary>Makes the values of facts (Facts contract, section 3).</summary>
public static class FactValues
{
    /// <summary>Nothing; type <c>null</c>.</summary>
    public static FactValueRecord Nothing { get; } = Of(FactValueType.Null, FactValueContent.Null);

    /// <summary>A short label; type <c>string</c>.</summary>
    public static FactValueRecord Label(string label) => Of(FactValueType.String, FactValueContent.OfText(label));

    /// <summary>Text for people, by default up to 64 KiB; type <c>text</c>.</summary>
    public static FactValueRecord Text(string text) => Of(FactValueType.Text, FactValueContent.OfText(text));

    /// <summary>
    /// A number, which is a double on the whole fabric: integers are exact up to 2^53. It travels as <c>42.0</c>, the text
    /// that content ids and signatures are made over; type <c>number</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static FactValueRecord Number(double number) => Of(FactValueType.Number, FactValueContent.OfNumber(number));

    /// <summary>True or false; type <c>boolean</c>.</summary>
    public static FactValueRecord Boolean(bool value) => Of(FactValueType.Boolean, FactValueContent.OfBoolean(value));

    /// <summary>A moment, in UTC to the microsecond; type <c>datetime</c>.</summary>
    public static FactValueRecord Time(DateTimeOffset moment) => Of(FactValueType.DateTime, FactValueContent.OfText(WireTime.Text(moment)));

    /// <summary>An entity, which makes an edge of the graph; type <c>ref</c>.</summary>
    /// <param name="uri">Its URI, such as <c>stigmem://acme.test/user/ada</c>; not normalized by the node.</param>
    public static FactValueRecord Ref(string uri) => Of(FactValueType.Ref, FactValueContent.OfText(uri));

    /// <summary>
    /// The same value as guidance that an agent may follow (<c>interpret_as</c> <c>instruction</c>); asserting it needs the
    /// permission <c>instruction:write</c>.
    /// </summary>
    public static FactValueRecord AsInstruction(this FactValueRecord value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value with { InterpretAs = InterpretAs.Instruction.Name() };
    }

    /// <summary>The text that stands for the value in content ids and signatures.</summary>
    internal static string StorageText(this FactValueRecord value) => value.V.ToString();

    private static FactValueRecord Of(FactValueType type, FactValueContent content) => new() { Type = type.Name(), V = content };
}
