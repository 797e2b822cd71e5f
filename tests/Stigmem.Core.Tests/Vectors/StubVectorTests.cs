using Stigmem.Core.Facts;
using Stigmem.Core.Vectors;

namespace Stigmem.Core.Tests.Vectors;

public sealed class StubVectorTests
{
    [Fact]
    public void The_vector_is_the_contracts()
    {
        float[] expected = [0.548306f, -0.257596f, -0.682367f, -0.409121f];
        Assert.All(StubVector.Of("alice memory:role CEO", 4).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(768)]
    public void Every_vector_has_length_one(int dimension)
    {
        var vector = StubVector.Of("a text", dimension);
        Assert.Equal(dimension, vector.Length);
        Assert.Equal(1, vector.Sum(number => number * number), 1e-4f);
    }

    [Theory]
    [InlineData("stigmem://acme.test/user/alice", FactValueType.String, "CEO", "alice memory:role CEO")]
    [InlineData("user:alice", FactValueType.Ref, "stigmem://acme.test/team/red", "alice memory:role red")]
    [InlineData("user:alice", FactValueType.Number, "4.0", "alice memory:role 4.0")]
    public void The_text_is_what_people_would_say(string entity, FactValueType type, string value, string expected) =>
        Assert.Equal(expected, EmbeddingText.Of(entity, "memory:role", type, value));
}
