using Stigmem.Core.Clock;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.Facts;

internal static class AssertionSamples
{
    public static Assertion Editor { get; } = new(
        Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"), "agent:a", FactValueType.String, "editor", 1,
        new Hlc(1000, 0), IsLive: true, Garden: null, IsSystem: false);

    public static Assertion Reader { get; } = Editor with
    {
        Id = Guid.Parse("6f1c0e3a-5d0b-4d35-9a53-0d8c7a6c1f20"),
        Source = "agent:b",
        ValueText = "reader",
        Hlc = new Hlc(1000, 1),
    };

    /// <summary>Few values per field, so that equal ones meet often.</summary>
    public static Assertion Assertion(this Random random) => new(
        random.Next(4) == 0 ? Editor.Id : random.Guid(), random.Next(2) == 0 ? "agent:a" : "agent:b",
        random.Next(2) == 0 ? FactValueType.Number : FactValueType.String, random.Next(3) switch { 0 => "42", 1 => "42.0", _ => "43.0" },
        random.Next(3) / 2.0, new Hlc(random.Next(2), random.Next(2)), random.Next(4) > 0,
        random.Next(3) == 0 ? Reader.Id : null, random.Next(5) == 0);
}
