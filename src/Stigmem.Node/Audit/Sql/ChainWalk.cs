using System.Security.Cryptography;
using Stigmem.Core.ContentIds;

namespace Stigmem.Node.Audit.Sql;

/// <summary>How far a walk over one chain of one tenant has come.</summary>
/// <param name="chain"><c>facts</c> or <c>audit</c>.</param>
/// <param name="tenant">Whose chain.</param>
/// <param name="least">How many rows the running node has written to it.</param>
internal sealed class ChainWalk(string chain, string tenant, long least)
{
    private const string Missing = "fact_missing";
    private readonly SortedDictionary<long, ContentId> _pins = [];
    private readonly byte[] _previous = new byte[SHA256.HashSizeInBytes];

    /// <summary>Whose chain.</summary>
    public string Tenant => tenant;

    /// <summary>How many rows hold.</summary>
    public long Checked { get; private set; }

    /// <summary>The place that the next row must have.</summary>
    public long Expected { get; private set; } = 1;

    /// <summary>The link before the next row; empty before the first.</summary>
    public ReadOnlySpan<byte> Previous => Expected == 1 ? [] : _previous;

    /// <summary>The last good link as text.</summary>
    public string? Head => Expected == 1 ? null : $"sha256:{Convert.ToHexStringLower(_previous)}";

    /// <summary>The first row that does not hold; the walk ends there.</summary>
    public ChainBreak? Failure { get; private set; }

    /// <summary>Begins behind rows that were pruned; the row that says so is verified like any other.</summary>
    public void StartAfter(long chainSeq, ContentId link)
    {
        Expected = chainSeq + 1;
        link.CopyTo(_previous);
    }

    /// <summary>Demands a link at a place: somebody has signed, or kept, that it was there.</summary>
    public void Pin(long chainSeq, ContentId link) => _pins[chainSeq] = link;

    /// <summary>Whether a link is what somebody has signed for the next row, if anybody has.</summary>
    public bool FitsPin(ReadOnlySpan<byte> link) => !_pins.TryGetValue(Expected, out var pinned) || pinned == ContentId.FromBytes(link);

    public void Advance(ReadOnlySpan<byte> link)
    {
        Checked++;
        Expected++;
        link.CopyTo(_previous);
    }

    public void Break(string reason, Guid? id) => Failure = new ChainBreak(chain, reason, id, Expected);

    /// <summary>Called when there are no more rows.</summary>
    public void End()
    {
        if (Failure is null && (Expected <= least || _pins.Keys.Any(place => place >= Expected)))
            Break(Missing, null);
    }
}
