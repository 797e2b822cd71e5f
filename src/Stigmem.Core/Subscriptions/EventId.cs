using System.Buffers.Binary;

namespace Stigmem.Core.Subscriptions;

/// <summary>
/// Ids of events: a UUID of version 8 (RFC 9562) made of the subscription and the place in the log, so that it need not be stored
/// and the same event has the same id after a crash.
/// </summary>
public static class EventId
{
    private const int BitsOfPlace = 62;

    /// <summary>The id of what a subscription is told about a place in the log.</summary>
    public static Guid Of(Guid subscription, long place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        Span<byte> bytes = stackalloc byte[16];
        subscription.TryWriteBytes(bytes, bigEndian: true, out _);
        // The random half of the subscription's id tells it from others.
        bytes[8..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], place & ((1L << BitsOfPlace) - 1));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The place in the log behind an id; false if the id is not one of the subscription's.</summary>
    public static bool TryRead(string? text, Guid subscription, out long place)
    {
        place = 0;
        if (!Guid.TryParseExact(text, "D", out var id))
            return false;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        place = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) & ((1L << BitsOfPlace) - 1);
        return Of(subscription, place) == id;
    }
}
