using System.Text.Json;
using Stigmem.Core.Faults;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.Facts;

public class FactValueTests
{
    [Theory]
    [InlineData("string", "\"editor\"", "editor")]
    [InlineData("string", "\"\"", "")]
    [InlineData("string", "12", "12")]
    [InlineData("string", "1.50", "1.50")]
    [InlineData("string", "true", "true")]
    [InlineData("text", "false", "false")]
    [InlineData("text", "\"\\u00e9\\ud83d\\ude80\"", "é🚀")]
    [InlineData("string", "\"e\\u0301\"", "e\u0301")]
    [InlineData("number", "42", "42.0")]
    [InlineData("number", "42.0", "42.0")]
    [InlineData("number", "-0.00001", "-1e-05")]
    [InlineData("number", "1e21", "1e+21")]
    [InlineData("number", "9007199254740993", "9007199254740992.0")]
    [InlineData("number", "\"7.50\"", "7.5")]
    [InlineData("number", "\"-1E+2\"", "-100.0")]
    [InlineData("number", "\"0\"", "0.0")]
    [InlineData("boolean", "true", "true")]
    [InlineData("boolean", "false", "false")]
    [InlineData("boolean", "1", "true")]
    [InlineData("boolean", "0", "false")]
    [InlineData("datetime", "\"2026-05-02\"", "2026-05-02")]
    [InlineData("datetime", "\"2026-05-02T10:00:00\"", "2026-05-02T10:00:00")]
    [InlineData("datetime", "\"2026-05-02T10:00:00Z\"", "2026-05-02T10:00:00Z")]
    [InlineData("datetime", "\"2026-05-02T10:00:00.5+02:00\"", "2026-05-02T10:00:00.5+02:00")]
    [InlineData("ref", "\"user:bob\"", "user:bob")]
    [InlineData("ref", "\"stigmem://A/B/C\"", "stigmem://A/B/C")]
    [InlineData("null", "\"dropped\"", "null")]
    [InlineData("null", "null", "null")]
    [InlineData("null", null, "null")]
    [InlineData("null", "\"\\ud800\"", "null")]
    public void Keeps_the_storage_text(string type, string? json, string expected)
    {
        Assert.True(Create(type, json).TryGet(out var value, out _));
        Assert.Equal(expected, value.Text);
        Assert.Equal(type, value.Type.Name());
        Assert.Equal(InterpretAs.Instruction, value.InterpretAs);
    }

    [Theory]
    [InlineData("string", "null")]
    [InlineData("string", null)]
    [InlineData("string", "[1]")]
    [InlineData("text", "{}")]
    [InlineData("string", "\"\\ud800\"")]
    [InlineData("text", "\"a\\udc00b\"")]
    [InlineData("ref", "\"\\ude80\\ud83d\"")]
    [InlineData("ref", "\"\"")]
    [InlineData("ref", "null")]
    [InlineData("ref", null)]
    [InlineData("number", "\"abc\"")]
    [InlineData("number", "\"\"")]
    [InlineData("number", "\"nan\"")]
    [InlineData("number", "\"NaN\"")]
    [InlineData("number", "\"Infinity\"")]
    [InlineData("number", "\"-Infinity\"")]
    [InlineData("number", "\"1e999\"")]
    [InlineData("number", "1e999")]
    [InlineData("number", "\" 1\"")]
    [InlineData("number", "\"1 \"")]
    [InlineData("number", "\"+1\"")]
    [InlineData("number", "\"01\"")]
    [InlineData("number", "\".5\"")]
    [InlineData("number", "\"5.\"")]
    [InlineData("number", "\"1e\"")]
    [InlineData("number", "\"1e+\"")]
    [InlineData("number", "\"-\"")]
    [InlineData("number", "\"1,000\"")]
    [InlineData("number", "\"0x10\"")]
    [InlineData("number", "\"1_000\"")]
    [InlineData("number", "\"\\u0661\"")]
    [InlineData("number", "\"\\ud800\"")]
    [InlineData("number", "true")]
    [InlineData("number", "null")]
    [InlineData("number", null)]
    [InlineData("boolean", "\"false\"")]
    [InlineData("boolean", "2")]
    [InlineData("boolean", "[1]")]
    [InlineData("boolean", "null")]
    [InlineData("boolean", null)]
    [InlineData("datetime", "\"notadate\"")]
    [InlineData("datetime", "\"\"")]
    [InlineData("datetime", "20260502")]
    [InlineData("datetime", "null")]
    [InlineData("datetime", null)]
    public void Refuses_what_the_type_does_not_allow(string type, string? json)
    {
        Assert.False(Create(type, json).TryGet(out _, out var fault));
        Assert.Equal(FaultCode.ValidationFailed, fault.Code);
        Assert.StartsWith("value.v must be", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_the_number_of_numbers_only()
    {
        Assert.True(new FactValue(FactValueType.Number, "1e+21", default).TryGetNumber(out var number));
        Assert.Equal(1e21, number);
        Assert.False(new FactValue(FactValueType.String, "1", default).TryGetNumber(out _));
        Assert.False(new FactValue(FactValueType.Number, "abc", default).TryGetNumber(out _));
        Assert.False(new FactValue(FactValueType.Number, "1e999", default).TryGetNumber(out _));
    }

    private static Outcome<FactValue> Create(string type, string? json)
    {
        Assert.True(FactValueTypes.TryParse(type, out var parsed));
        if (json is null) return FactValue.Create(parsed, null, InterpretAs.Instruction);
        using var document = JsonDocument.Parse(json);
        return FactValue.Create(parsed, document.RootElement, InterpretAs.Instruction);
    }
}
