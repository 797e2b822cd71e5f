namespace Stigmem.Node.Tests.Tracing;

/// <summary>The fields of a protobuf message, as far as a test needs them.</summary>
internal static class ProtobufFields
{
    /// <summary>The length-delimited fields of a message with a number.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int number)
    {
        while (!message.IsEmpty)
        {
            var key = Varint(ref message);
            var length = (key & 7) switch
            {
                0 => Skip(ref message),
                1 => sizeof(ulong),
                2 => (int)Varint(ref message),
                5 => sizeof(uint),
                var wire => throw new FormatException($"wire type {wire}"),
            };
            if ((key & 7) == 2 && key >> 3 == (ulong)number)
                yield return message[..length];
            message = message[length..];
        }
    }

    private static int Skip(ref ReadOnlyMemory<byte> message)
    {
        Varint(ref message);
        return 0;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[0];
            message = message[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
