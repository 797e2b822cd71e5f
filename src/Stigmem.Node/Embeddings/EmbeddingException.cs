using System.Net;

namespace Stigmem.Node.Embeddings;

/// <summary>The provider made no vectors.</summary>
/// <param name="message">Why, without texts and keys.</param>
internal sealed class EmbeddingException(string message) : Exception(message)
{
    /// <summary>What it answered with, if it did.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Whether it did not like these texts; others may do.</summary>
    public bool IsOfTexts => Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;

    /// <summary>How long it asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
