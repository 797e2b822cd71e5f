using System.Security.Cryptography;
using Stigmem.Core.Clock;
using Stigmem.Core.Transparency;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Transparency;

/// <summary>One entry of the transparency log.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Payload">The canonical bytes.</param>
/// <param name="Microseconds">When it was taken in.</param>
internal sealed record LogEntry(long Index, byte[] Payload, long Microseconds)
{
    /// <summary>The hash of its leaf in the tree.</summary>
    public MerkleHash TreeLeaf => MerkleHash.OfLeaf(Payload);

    /// <summary>The entry as answers name it, with the reference's hash of the bare payload.</summary>
    public LogEntryRecord ToWire(string logId) => new()
    {
        LogId = logId,
        LogIndex = Index,
        LeafHash = Convert.ToHexStringLower(SHA256.HashData(Payload)),
        IntegratedTime = Instants.Format(Microseconds),
    };
}
