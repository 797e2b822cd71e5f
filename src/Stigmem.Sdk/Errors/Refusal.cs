using System.Text.Json;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Errors;

/// <summary>Reads the body of a refusal, whatever stands between the node and us has made of it.</summary>
internal static class Refusal
{
    // A refusal lists at most a hundred problems; a proxy's page is not worth more.
    private const int MostBytes = 256 * 1024;

    public static async Task<StigmemException> ReadAsync(
        NodeRequest request, HttpResponseMessage response, TimeProvider time, CancellationToken cancellation)
    {
        using (response)
        {
            var status = (int)response.StatusCode;
            using var body = Parse(await StartOfAsync(response, cancellation).ConfigureAwait(false));
            var root = body?.RootElement ?? default;
            var detail = root.Member("detail");
            var text = Text(detail, root) ?? $"no explanation ({response.Content.Headers.ContentType?.MediaType ?? "no body"})";
            var code = detail?.Member("code").Text() ?? root.Member("code").Text() ?? StatusCodes.Code(status, detail);
            return new StigmemException(status, code, $"{TransportFailure.Name(request)}: {status} {code}: {text}")
            {
                Detail = detail?.GetRawText(),
                Problems = ProblemList.Read(detail),
                RetryAfter = Wait(response, root, time),
                RequestId = root.Member("request_id").Text(),
            };
        }
    }

    private static string? Text(JsonElement? detail, JsonElement root)
    {
        if (ProblemList.Read(detail) is { Count: > 0 } problems)
            return problems.Count == 1 ? problems[0].ToString() : $"{problems[0]} (and {problems.Count - 1} more)";
        return detail.Text() ?? detail?.Member("message").Text() ?? root.Member("error").Text();
    }

    private static TimeSpan? Wait(HttpResponseMessage response, JsonElement root, TimeProvider time)
    {
        const double mostSeconds = 365 * 86_400.0;
        if (response.Headers.RetryAfter is { } header)
            return header.Delta ?? (header.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero);
        return root.Member("retry_after") is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, mostSeconds))
            : null;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> StartOfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using MemoryStream start = new();
            var buffer = new byte[8192];
            try
            {
                while (start.Length < MostBytes && await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
                    start.Write(buffer, 0, read);
            }
            catch (Exception cause) when (cause is HttpRequestException or IOException)
            {
                // The status has arrived, and says more than that its explanation has not.
            }

            return start.ToArray();
        }
    }
}
