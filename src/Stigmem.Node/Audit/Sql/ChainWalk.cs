using System.Security.Cryptography;

namespace Stigmem.Node.Audit.Sql;

/// <summary>How far a walk over one chain has come.</summary>
internal sealed class ChainWalk(string chain)
{
    private readonly byte[] _previous = new byte[SHA256.HashSizeInBytes];

    /// <summary>The number of the last row in the log.</summary>
    public long LastSeq { get; private set; }

    /// <summary>How many rows hold.</summary>
    public long Checked { get; private set; }

    /// <summary>The place that the next row must have.</summary>
    public long Expected => Checked + 1;

    /// <summary>The link before the next row; empty before the first.</summary>
    public ReadOnlySpan<byte> Previous => Checked == 0 ? [] : _previous;

    /// <summary>The last good link as text.</summary>
    public string? Head => Checked == 0 ? null : $"sha256:{Convert.ToHexStringLower(_previous)}";

    public void Advance(long seq, ReadOnlySpan<byte> link)
    {
        LastSeq = seq;
        Checked++;
        link.CopyTo(_previous);
    }

    public ChainBreak Break(string reason, Guid? id) => new(chain, reason, id, Expected);
}
