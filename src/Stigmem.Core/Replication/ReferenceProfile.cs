using System.Globalization;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;

namespace Stigmem.Core.Replication;

/// <summary>
/// How to serve a peer that runs the reference. There, one fact that it cannot take stops the page, the pages behind it
/// and the peers behind that one, for ever; what would do so is therefore changed or held back. Source of the rule:
/// Federation contract, section 5.3.
/// </summary>
public static class ReferenceProfile
{
    // One day and one minute within the bounds of the reference: the page may be on its way for a while.
    private const long OldestMs = 29L * 86_400_000;
    private const long AheadMs = 240_000;

    /// <summary>
    /// Whether the fact goes out at all: without a garden for them, the reference fails on instructions.
    /// </summary>
    /// <param name="interpretAs">Content or instruction.</param>
    /// <param name="entity">What the fact is about.</param>
    /// <param name="relation">What it says.</param>
    /// <param name="canQuarantine">Whether the operator has marked the peer as one that has such a garden.</param>
    public static bool MayServe(InterpretAs interpretAs, string entity, string relation, bool canQuarantine) =>
        canQuarantine || !IngestRules.IsInstruction(interpretAs, entity, relation);

    /// <summary>Whether the fact may be pushed: the reference takes only what the pushing node says itself.</summary>
    public static bool MayPush(string source, string ownNodeId) => source == ownNodeId;

    /// <summary>The stamp to send; null where the peer would refuse it, whereupon it takes its own.</summary>
    /// <param name="stamp">The stamp of the fact.</param>
    /// <param name="peerNowMs">The peer's clock: it is the one that the peer judges by, and this node's may run ahead of it.</param>
    public static string? StampText(Hlc stamp, long peerNowMs) =>
        stamp.WallMs < peerNowMs - OldestMs || stamp.WallMs > peerNowMs + AheadMs ? null : stamp.ToString();

    /// <summary>
    /// The content id to send; null where the peer would compute another one from the members that it receives, because
    /// the digits of a long integer were lost before they came here.
    /// </summary>
    public static string? CidText(string? cid, in FactBody body)
    {
        if (!ContentId.TryParse(cid, out var stored))
            return null;

        var received = body.ValueType == FactValueType.Number && !InboundValue.IsIntegerText(body.ValueText)
            ? body with { ValueText = PythonFloat.Format(double.Parse(body.ValueText, CultureInfo.InvariantCulture)) }
            : body;
        return ContentId.Of(received) == stored ? cid : null;
    }
}
