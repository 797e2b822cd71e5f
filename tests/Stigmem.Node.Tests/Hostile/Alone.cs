namespace Stigmem.Node.Tests.Hostile;

/// <summary>Tests that measure the process they run in, and so want it for themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
