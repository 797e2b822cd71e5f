using System.Collections.Concurrent;
using System.Text.Json;
using Stigmem.Core.Capabilities;
using Stigmem.Core.Manifests;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Capabilities.Sql;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>
/// Asks the issuer of a foreign token, at its address, whether the token was taken back. An answer is good for a minute; a
/// revocation that the issuer has signed is good for ever.
/// </summary>
internal sealed class IssuerInquiry(SqlEngine engine, PeerClient client, FederationSettings settings, TimeProvider time)
{
    private const int MostKept = 10_000;
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(string Issuer, string TokenId), (RevocationState State, long Ticks)> _kept = [];

    /// <summary>What the issuer says of a token that holds otherwise.</summary>
    /// <param name="token">The token.</param>
    /// <param name="manifest">The manifest of its issuer.</param>
    /// <param name="nowMicroseconds">Now.</param>
    /// <param name="ct">Ends the question.</param>
    public async Task<RevocationState> AskAsync(CapabilityToken token, OrgManifest manifest, long nowMicroseconds, CancellationToken ct)
    {
        if (IsKnown(token))
            return RevocationState.Revoked;
        var key = (token.Issuer, token.TokenId);
        if (_kept.TryGetValue(key, out var kept) && time.GetElapsedTime(kept.Ticks) < KeptFor)
            return kept.State;
        var state = settings.Enabled ? await FetchAsync(token, manifest, nowMicroseconds, ct) : RevocationState.Unknown;
        if (_kept.Count >= MostKept)
            _kept.Clear();
        _kept[key] = (state, time.GetTimestamp());
        return state;
    }

    private bool IsKnown(CapabilityToken token)
    {
        using var lease = engine.Read();
        return ForeignRevocations.Has(lease.Session, token);
    }

    private async Task<RevocationState> FetchAsync(CapabilityToken token, OrgManifest manifest, long now, CancellationToken ct)
    {
        if (!Uri.TryCreate(token.Issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || await client.GetAsync(new PeerEndpoint(token.Issuer, null), GetCapabilityStatus.PathOf(token.TokenId), null, MostBytes, Patience, ct) is not { } answer)
            return RevocationState.Unknown;
        using var json = answer.Json;
        if (answer.Status != 200 || Read(json) is not { } said || said.TokenId != token.TokenId)
            return RevocationState.Unknown;
        if (said is { Status: "live", Revocation: null })
            return RevocationState.Live;
        if (said.Revocation is not { } told)
            return RevocationState.Unknown;
        var revocation = new CapabilityRevocation(told.TokenId, told.RevokedBy, told.RevokedAt, told.Reason);
        if (!revocation.Ends(token, told.Signature, manifest, now))
            return RevocationState.Unknown;
        await engine.WriteAsync(session =>
        {
            ForeignRevocations.Add(session, token, revocation);
            return true;
        });
        return RevocationState.Revoked;
    }

    private static CapabilityStatusResponse? Read(JsonDocument? json)
    {
        try
        {
            return json?.Deserialize(WireType<CapabilityStatusResponse>.Info);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for text that is no valid Unicode.
            return null;
        }
    }
}
