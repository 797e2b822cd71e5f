namespace Stigmem.Node.Facts;

/// <summary>Where a fact stands in quarantine (access contract, section 8).</summary>
internal enum QuarantineStatus : byte
{
    None = 0,
    Pending = 1,
    Promoted = 2,
    Rejected = 3,
}
