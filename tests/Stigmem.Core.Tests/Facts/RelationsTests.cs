using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.Facts;

public class RelationsTests
{
    [Theory]
    [InlineData("stigmem:ttl", true)]
    [InlineData("stigmem:", true)]
    [InlineData("stigmem:/x", true)]
    [InlineData("stigmem://a/b/c", false)]
    [InlineData("STIGMEM:ttl", false)]
    [InlineData("memory:role", false)]
    [InlineData("", false)]
    public void Knows_the_system_namespace(string name, bool system)
    {
        Assert.Equal(system, Relations.IsSystem(name));
        Assert.Equal(system, Relations.IsSystemFact(name, "memory:role"));
        Assert.Equal(system, Relations.IsSystemFact("user:a", name));
    }

    [Fact]
    public void Warns_without_refusing()
    {
        Assert.Contains("bare relation", Assert.Single(Relations.Warnings("role")), StringComparison.Ordinal);
        Assert.Contains("reserved system prefix", Assert.Single(Relations.Warnings("stigmem:ttl")), StringComparison.Ordinal);
        Assert.Empty(Relations.Warnings("memory:role"));
    }

    [Theory]
    [InlineData("user:a", "memory:role", "agent:x", false)]
    [InlineData("user:a", "stigmem:ttl", "agent:x", false)]
    [InlineData("user:a", "stigmem:received_from", "agent:x", true)]
    [InlineData("user:a", "stigmem:received_from_me", "agent:x", false)]
    [InlineData("user:a", "stigmem:member", "agent:x", true)]
    [InlineData("user:a", "stigmem:resolves", "agent:x", true)]
    [InlineData("user:a", "stigmem:conflict:status", "agent:x", true)]
    [InlineData("user:a", "stigmem:lint:stale", "agent:x", true)]
    [InlineData("user:a", "stigmem:decay:half", "agent:x", true)]
    [InlineData("user:a", "stigmem:card:body", "agent:x", true)]
    [InlineData("user:a", "stigmem:note", "agent:x", false)]
    [InlineData("stigmem:conflict:1", "memory:role", "agent:x", true)]
    [InlineData("stigmem:resolution:1", "memory:role", "agent:x", true)]
    [InlineData("stigmem:other:1", "memory:role", "agent:x", false)]
    [InlineData("user:a", "memory:role", "system:stigmem", true)]
    [InlineData("user:a", "memory:role", "systemic", false)]
    public void Keeps_the_names_of_the_node(string entity, string relation, string source, bool reserved) =>
        Assert.Equal(reserved, Relations.IsReserved(entity, relation, source));
}
