using System.Text;

namespace Stigmem.Node.Tests.Tracing;

/// <summary>A span as it arrived at a collector.</summary>
internal sealed record OtlpSpan(string Service, string Source, string TraceId, string Id, string ParentId, string Name, IReadOnlyList<string> Attributes)
{
    /// <summary>The spans of a request body: ExportTraceServiceRequest.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] body) =>
        from resourceSpans in ProtobufFields.Messages(body, 1)
        let service = ProtobufFields.Messages(resourceSpans, 1).SelectMany(resource => ProtobufFields.Messages(resource, 1))
            .Where(attribute => Text(attribute, 1) == "service.name").Select(attribute => Text(ProtobufFields.Messages(attribute, 2).Single(), 1)).Single()
        from scopeSpans in ProtobufFields.Messages(resourceSpans, 2)
        let source = Text(ProtobufFields.Messages(scopeSpans, 1).Single(), 1)
        from span in ProtobufFields.Messages(scopeSpans, 2)
        select new OtlpSpan(
            service, source, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5),
            [.. ProtobufFields.Messages(span, 9).Select(attribute => Text(attribute, 1)).Order()]);

    private static string Text(ReadOnlyMemory<byte> message, int number) =>
        Encoding.UTF8.GetString(ProtobufFields.Messages(message, number).FirstOrDefault().Span);

    private static string Hex(ReadOnlyMemory<byte> message, int number) =>
        Convert.ToHexStringLower(ProtobufFields.Messages(message, number).FirstOrDefault().Span);
}
