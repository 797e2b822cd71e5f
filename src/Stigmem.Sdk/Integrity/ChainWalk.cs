using System.Text.Json;
using Stigmem.Core.ContentIds;

namespace Stigmem.Sdk.Integrity;

/// <summary>Walks along the chains of an export, a link at a time.</summary>
internal sealed class ChainWalk
{
    private readonly SortedDictionary<string, (long Seq, ContentId Hash)> _heads = new(StringComparer.Ordinal);
    private long _line;
    private long _checked;

    public ChainWalk(IEnumerable<ChainHead> known)
    {
        foreach (var head in known)
        {
            _heads[head.TenantId] = ContentId.TryParse(head.ChainHash, out var hash)
                ? (head.ChainSeq, hash)
                : throw new ArgumentException($"The head of '{head.TenantId}' has no hash of the form sha256: and 64 digits.", nameof(known));
        }
    }

    public ChainReport Report(ChainBreak? broken) =>
        new(_checked, [.. _heads.Select(head => new ChainHead(head.Key, head.Value.Seq, head.Value.Hash.ToString()))], broken);

    /// <summary>Takes the next line; what is wrong with it, or null.</summary>
    public ChainBreak? Step(string line)
    {
        _line++;
        if (string.IsNullOrWhiteSpace(line))
            return null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return Broken(ChainBreakReasons.MalformedLine, null);
            return ChainLine.IsLink(root) ? Link(ChainLine.Read(root)) : null;
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            return Broken(ChainBreakReasons.MalformedLine, null);
        }
    }

    private ChainBreak? Link(ChainLine link)
    {
        var hasPrevious = _heads.TryGetValue(link.Tenant, out var head);
        if (link.Seq != head.Seq + 1)
            return Broken(ChainBreakReasons.ChainSeqGap, link);
        if (link.PreviousHash is { } previous && previous != (hasPrevious ? head.Hash.ToString() : ""))
            return Broken(ChainBreakReasons.PreviousHashMismatch, link);
        Span<byte> eventHash = stackalloc byte[ContentId.Size];
        Guid factId;
        if (link.Fact is { } fact)
        {
            factId = fact.FactId;
            FactChain.EventHashV2(fact, eventHash);
        }
        else if (link.Hidden is { } hidden)
        {
            factId = hidden.FactId;
            hidden.EventHash.CopyTo(eventHash);
        }
        else
        {
            return Broken(ChainBreakReasons.FactMissing, link);
        }

        if (link.EventHash is { } stated && stated != ContentId.FromBytes(eventHash).ToString())
            return Broken(ChainBreakReasons.EventHashMismatch, link);

        Span<byte> before = stackalloc byte[ContentId.Size];
        head.Hash.CopyTo(before);
        Span<byte> hash = stackalloc byte[ContentId.Size];
        FactChain.LinkV2(eventHash, link.Seq, link.CreatedAtMicroseconds, factId, hasPrevious ? before : [], link.Tenant, hash);
        if (ContentId.FromBytes(hash) != link.ChainHash)
            return Broken(ChainBreakReasons.ChainHashMismatch, link);

        _heads[link.Tenant] = (link.Seq, link.ChainHash);
        _checked++;
        return null;
    }

    private ChainBreak Broken(string reason, ChainLine? link) =>
        new(reason, _line, link?.Tenant, link?.Seq, link?.Fact?.FactId.ToString());
}
