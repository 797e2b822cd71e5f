using Stigmem.Core.Facts;

namespace Stigmem.Node.Embeddings.Sql;

/// <summary>The vectors of one tenant, scope and garden: what a caller may or may not look into.</summary>
internal sealed class VectorPartition(long id, int tenant, FactScope scope, Guid? garden)
{
    private volatile VectorBlock? _block;

    public long Id => id;

    public int Tenant => tenant;

    public FactScope Scope => scope;

    /// <summary>The garden; null is the open fabric.</summary>
    public Guid? Garden => garden;

    /// <summary>How many vectors it has.</summary>
    public int Count { get; set; }

    /// <summary>The vectors, if they are in memory.</summary>
    public VectorBlock? Block
    {
        get => _block;
        set => _block = value;
    }
}
