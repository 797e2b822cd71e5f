using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth;

/// <summary>
/// Counts failed log-ins by address, so that guessing is slow and cheap to refuse. Addresses of IPv6 count by their /64,
/// which one guesser has whole.
/// </summary>
internal sealed class FailedLogins(LimitSettings limits, TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private readonly QuotaLimit _limit = new(limits.FailedAuthPerMinute, limits.FailedAuthPerMinute / 60.0);
    private readonly ConcurrentDictionary<UInt128, TokenBucket> _buckets = [];

    /// <summary>The refusal of an address that must wait.</summary>
    public static Fault TooMany(double seconds) => new(FaultCode.TooManyFailedLogins, "too many failed log-ins from this address; try again later")
    {
        Extra = [KeyValuePair.Create("retry_after", (object?)seconds)],
    };

    /// <summary>How many seconds an address must wait, or null when it may try.</summary>
    public double? RetryAfter(IPAddress? address)
    {
        if (_buckets.IsEmpty || !_buckets.TryGetValue(Network(address), out var bucket))
            return null;
        var missing = 1 - bucket.Remaining(Now());
        return missing <= 0 ? null : missing / _limit.RefillPerSecond;
    }

    /// <summary>Counts one failure.</summary>
    public void Count(IPAddress? address)
    {
        if (_buckets.Count >= MostAddresses)
            Forget();
        _buckets.GetOrAdd(Network(address), _ => new TokenBucket(_limit, Now())).TryTake(1, Now(), out _);
    }

    /// <summary>Drops addresses that have waited long enough; under a flood from more than fit, the flood is forgotten too.</summary>
    private void Forget()
    {
        var now = Now();
        foreach (var (network, _) in _buckets.Where(pair => pair.Value.Remaining(now) >= pair.Value.Capacity))
            _buckets.TryRemove(network, out _);
        if (_buckets.Count >= MostAddresses)
            _buckets.Clear();
    }

    private static UInt128 Network(IPAddress? address)
    {
        if (address is null)
            return 0;
        Span<byte> bytes = stackalloc byte[16];
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6;
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (!isIPv4)
            bytes[8..].Clear();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
