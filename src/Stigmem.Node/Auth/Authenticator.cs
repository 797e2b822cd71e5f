using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth;

/// <summary>
/// Finds out who calls. A key is hashed slowly once; after that a digest of it leads to the key's row, so that a
/// revoked key stops working with the commit that removed it.
/// </summary>
internal sealed class Authenticator(
    KeyDirectory keys, KeyTagSecret secret, AuthSettings settings, LegacyKeys legacy, FailedLogins failures, TimeProvider time, HostKey? host = null)
{
    private const int MostVerified = 10_000;
    private const string Scheme = "Bearer ";
    private static readonly Fault NoCredentials = new(FaultCode.CredentialsRequired, "Authorization header required");
    private static readonly Fault BadCredentials = new(FaultCode.InvalidCredentials, "Invalid or expired API key");

    private readonly Lock _slowHash = new();
    private readonly ConcurrentDictionary<UInt128, string> _verifiedTags = [];

    /// <summary>The caller behind an <c>Authorization</c> header.</summary>
    /// <param name="authorization">The header, or null.</param>
    /// <param name="address">Where the request came from, for counting failures.</param>
    public Outcome<Principal> Authenticate(string? authorization, System.Net.IPAddress? address)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return settings.Required ? NoCredentials : Principal.Anonymous;
        var rawKey = authorization.AsSpan(Scheme.Length).Trim();
        if (host is not null && host.Matches(rawKey))
            return host.Principal;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var digest = DigestOf(rawKey);
        if (_verifiedTags.TryGetValue(digest, out var tag))
        {
            if (keys.Current.TryGetValue(tag, out var known) && !known.IsExpired(now))
                return known.Principal!;
            _verifiedTags.TryRemove(digest, out _);
        }
        if (!settings.Required)
            return Find(rawKey.ToString(), digest, now) is { } found && found.TryGet(out var named, out _) ? named : Principal.Anonymous;
        if (failures.RetryAfter(address) is { } seconds)
            return FailedLogins.TooMany(seconds);
        if (Find(rawKey.ToString(), digest, now) is { } caller)
            return caller;
        failures.Count(address);
        return BadCredentials;
    }

    private Outcome<Principal>? Find(string rawKey, UInt128 digest, long now) =>
        Verify(rawKey, digest, now) is { } caller ? caller : legacy.Find(rawKey, now);

    private Principal? Verify(string rawKey, UInt128 digest, long now)
    {
        var tag = secret.TagOf(rawKey);
        if (!keys.Current.TryGetValue(tag, out var key) || key.IsExpired(now))
            return null;
        // One slow hash at a time: a crowd that arrives with the same key pays for it once, and a flood cannot take all cores.
        lock (_slowHash)
        {
            if (!(_verifiedTags.TryGetValue(digest, out var verified) && verified == tag) && !KeyHash.Verify(rawKey, key.Hash))
                return null;
            if (_verifiedTags.Count >= MostVerified)
                _verifiedTags.Clear();
            _verifiedTags[digest] = tag;
        }
        return key.Principal;
    }

    private static UInt128 DigestOf(ReadOnlySpan<char> rawKey)
    {
        var most = Encoding.UTF8.GetMaxByteCount(rawKey.Length);
        Span<byte> bytes = most <= 1_024 ? stackalloc byte[most] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(rawKey, bytes)], hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
