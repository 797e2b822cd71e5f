using System.Net.Http.Headers;
using System.Text.Json;

namespace Stigmem.Node.Embeddings;

/// <summary>
/// Posts texts to a provider's URL. Redirects are not followed: texts go where the operator said, and nowhere else.
/// </summary>
internal sealed class EmbeddingEndpoint : IDisposable
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly string _key;

    public EmbeddingEndpoint(Uri address, string key)
    {
        _key = key;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>The answer as JSON.</summary>
    /// <exception cref="EmbeddingException">There is none.</exception>
    public async Task<JsonDocument> PostAsync(string path, string model, string member, IReadOnlyList<string> texts, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(Body(model, member, texts)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (_key.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        try
        {
            using var response = await _http.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode)
                throw Refused(response);
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (JsonException)
        {
            throw new EmbeddingException("what answers there is no embedding provider: its answer is no JSON");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new EmbeddingException($"the provider cannot be reached: {(e as HttpRequestException)?.HttpRequestError.ToString() ?? "the connection broke"}");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>One text under the old name of Ollama, a list under all others.</summary>
    private static byte[] Body(string model, string member, IReadOnlyList<string> texts)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            if (member == OllamaEmbeddings.OldMember)
            {
                writer.WriteString(member, texts[0]);
            }
            else
            {
                writer.WriteStartArray(member);
                foreach (var text in texts)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static EmbeddingException Refused(HttpResponseMessage response) => new($"the provider answers with status {(int)response.StatusCode}")
    {
        Status = response.StatusCode,
        RetryAfter = response.Headers.RetryAfter?.Delta,
    };
}
