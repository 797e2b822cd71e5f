namespace Stigmem.Node.Facts;

/// <summary>What became of a fact after it was written; the default value means: nothing.</summary>
internal sealed record FactState
{
    /// <summary>The state of a fact that nothing happened to.</summary>
    public static FactState Untouched { get; } = new();

    public long? RetractedMicroseconds { get; init; }

    public long? SupersededMicroseconds { get; init; }

    public int OpenConflicts { get; init; }

    public double? Confidence { get; init; }

    public string? ValidUntil { get; init; }

    public long? ValidUntilMicroseconds { get; init; }

    public QuarantineStatus Quarantine { get; init; }

    public Guid? QuarantineGarden { get; init; }

    public string? QuarantineReason { get; init; }

    public string? QuarantineActedBy { get; init; }

    public long? QuarantineActedMicroseconds { get; init; }

    public bool GardenMoved { get; init; }

    public Guid? Garden { get; init; }
}
