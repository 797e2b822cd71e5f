using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stigmem.Core.Clock;
using Stigmem.Core.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Federation;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Federation.Push;

/// <summary>What a peer made of the facts of one call.</summary>
/// <param name="Taken">How many it took.</param>
/// <param name="Refused">The others: why, and whether it may take them later.</param>
internal sealed record PushAnswer(int Taken, IReadOnlyDictionary<Guid, (string Error, bool IsCurable)> Refused)
{
    private const int LongestError = 256;
    private static readonly FrozenSet<string> Words =
        Enum.GetValues<IngestRefusal>().Where(refusal => refusal != IngestRefusal.None).SelectMany(refusal => new[] { refusal.Name(), refusal.PushError() }).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads an answer; null when it is none that a peer gives to a push.</summary>
    public static PushAnswer? Read(PeerAnswer answer, IReadOnlyList<FactRecord> sent, long nowMs)
    {
        if (answer.Status is not (200 or 202) || Parse(answer.Json) is not { Errors: { } errors })
            return null;
        var stamps = sent.ToDictionary(record => Guid.Parse(record.Id), record => record.Hlc);
        Dictionary<Guid, (string, bool)> refused = [];
        foreach (var error in errors)
        {
            // An answer about facts that were not sent says nothing.
            if (error is { Error: not null } && Guid.TryParse(error.FactId, out var id) && stamps.TryGetValue(id, out var stamp))
                refused[id] = (error.Error.Length <= LongestError ? error.Error : error.Error[..LongestError], IsCurable(error.Error, stamp, nowMs));
        }
        return new PushAnswer(sent.Count - refused.Count, refused);
    }

    /// <summary>What kind of refusal an error names, of a small set: a peer may write a new word each time.</summary>
    public static string KindOf(string error) => Words.Contains(error) ? error : "other";

    /// <summary>The whole call was refused because of one fact of it: nothing was taken, and nothing of it will be.</summary>
    public static PushAnswer Unacceptable(FactRecord fact, int status) =>
        new(0, new Dictionary<Guid, (string, bool)> { [Guid.Parse(fact.Id)] = (FormattableString.Invariant($"http_{status}"), false) });

    /// <summary>
    /// The reference has few words: <c>ingest_error</c> may be a missing garden or a busy store. A stamp that is ahead
    /// is reached by the peer's clock, one that lies behind never.
    /// </summary>
    private static bool IsCurable(string error, string? stamp, long nowMs) => error switch
    {
        "ingest_error" or "busy" => true,
        "hlc_skew" => stamp is not null && Hlc.TryParse(stamp, out var hlc) && hlc.WallMs > nowMs,
        _ => false,
    };

    private static FederationPushResponse? Parse(JsonDocument? json)
    {
        try
        {
            return json?.Deserialize((JsonTypeInfo<FederationPushResponse>)StigmemJson.Options.GetTypeInfo(typeof(FederationPushResponse)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
