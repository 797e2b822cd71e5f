using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency.Sql;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Transparency;

/// <summary>
/// What the node has signed for organisations, in an order that nobody can change unnoticed: a Merkle tree whose head the
/// node signs with its key among peers (federation contract, section 8).
/// </summary>
internal sealed class TransparencyLog(OrganisationSettings settings, ISigner key, TimeProvider time)
{
    /// <summary>Why an answer has no place in the log.</summary>
    public const string OffWarning = "not logged: the transparency log is switched off (STIGMEM_TL_BACKEND=off)";

    /// <summary>Whether new entries are taken in.</summary>
    public bool IsOn => settings.TlBackend == TlBackend.Local;

    /// <summary>Takes a payload in, in the same commit as what it is about; null when the log is off.</summary>
    public LogEntryRecord? Append(SqlSession session, byte[] canonicalPayload) =>
        IsOn ? LogRows.Append(session, KeyId, canonicalPayload, Now()).ToWire(Id(session)) : null;

    /// <summary>Where an entry stands, or null.</summary>
    public LogEntryRecord? Find(SqlSession session, long? index) =>
        index is { } at ? LogRows.Find(session, at)?.ToWire(Id(session)) : null;

    /// <summary>The head over all entries, signed now.</summary>
    public TreeHeadRecord SignHead(SqlSession session)
    {
        var size = LogRows.Size(session);
        var head = new TreeHead(Id(session), size, new MerkleTree(new MerkleRows(session)).Root(size), Instants.Format(Now()), KeyId);
        return new TreeHeadRecord
        {
            LogId = head.LogId,
            TreeSize = head.Size,
            RootHash = head.Root.ToString(),
            Timestamp = head.Timestamp,
            KeyId = head.KeyId,
            Signature = head.Sign(key),
        };
    }

    /// <summary>The id of this node's key among peers, under which a log begins.</summary>
    public string KeyId { get; } = ManifestKeys.IdOf(key);

    private string Id(SqlSession session) => LogRows.Id(session) ?? KeyId;

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
