using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.Facts;

public class WireNameTests
{
    [Fact]
    public void Scopes_round_trip_and_are_listed_in_order()
    {
        var names = Enum.GetValues<FactScope>().Select(scope => scope.Name()).ToList();
        Assert.Equal(["local", "team", "company", "public"], names);
        Assert.Equal(names.Order(StringComparer.Ordinal), FactScopes.SortedNames);
        Assert.All(Enum.GetValues<FactScope>(), scope =>
            Assert.True(FactScopes.TryParse(scope.Name(), out var parsed) && parsed == scope));
    }

    [Fact]
    public void Value_types_round_trip_and_are_listed_in_order()
    {
        var names = Enum.GetValues<FactValueType>().Select(type => type.Name()).ToList();
        Assert.Equal(["string", "text", "number", "boolean", "datetime", "ref", "null"], names);
        Assert.Equal(names.Order(StringComparer.Ordinal), FactValueTypes.SortedNames);
        Assert.All(Enum.GetValues<FactValueType>(), type =>
            Assert.True(FactValueTypes.TryParse(type.Name(), out var parsed) && parsed == type));
    }

    [Fact]
    public void Interpretations_round_trip()
    {
        Assert.Equal(["content", "instruction"], Enum.GetValues<InterpretAs>().Select(value => value.Name()));
        Assert.All(Enum.GetValues<InterpretAs>(), value =>
            Assert.True(InterpretAsNames.TryParse(value.Name(), out var parsed) && parsed == value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Local")]
    [InlineData("STRING")]
    [InlineData("Content")]
    [InlineData(" local")]
    [InlineData("0")]
    public void Other_spellings_are_no_names(string? text)
    {
        Assert.False(FactScopes.TryParse(text, out _));
        Assert.False(FactValueTypes.TryParse(text, out _));
        Assert.False(InterpretAsNames.TryParse(text, out _));
    }
}
