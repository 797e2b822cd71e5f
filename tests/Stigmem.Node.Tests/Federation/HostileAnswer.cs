using Microsoft.AspNetCore.Http;

namespace Stigmem.Node.Tests.Federation;

/// <summary>An answer that a peer gives to do harm, whatever it was asked.</summary>
/// <param name="Status">Its status code.</param>
/// <param name="RetryAfter">How long it asks to be left alone, as it writes it; null says nothing.</param>
/// <param name="ContentType">What it says that the body is.</param>
/// <param name="Body">The body.</param>
internal sealed record HostileAnswer(int Status, string? RetryAfter, string ContentType, byte[] Body)
{
    /// <summary>Answers.</summary>
    public Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.Headers.RetryAfter = RetryAfter;
        response.Headers.ContentType = ContentType;
        return response.Body.WriteAsync(Body).AsTask();
    }
}
