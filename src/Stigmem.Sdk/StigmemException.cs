namespace Stigmem.Sdk;

/// <summary>The one error of this client: a refusal by the node (Access contract, section 1) or a failure on the way to it.</summary>
/// <param name="status">The HTTP status; 0 if no complete answer came.</param>
/// <param name="code">The stable code.</param>
/// <param name="message">A text for people.</param>
/// <param name="cause">What made it, if not the node.</param>
public sealed class StigmemException(int status, string code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The HTTP status; 0 if no complete answer came.</summary>
    public int Status => status;

    /// <summary>
    /// Why, in snake case: <c>detail.code</c> of the answer, else its top-level <c>code</c>, else a word for the status,
    /// else <c>http_</c> and the status; or one of <see cref="ClientErrorCodes"/>.
    /// </summary>
    public string Code => code;

    /// <summary>The member <c>detail</c> of the answer as JSON text: a string, an object or a list; null if there was none.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong with the request, part by part; empty unless the status is 422 and the answer lists it.</summary>
    public IReadOnlyList<StigmemProblem> Problems { get; init; } = [];

    /// <summary>How long the node asks to wait, from when its answer came; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Under what the node's log has more; null if it does not say.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// True if the same call may succeed later: 429, 502, 503, 504, <c>unreachable</c>, <c>timeout</c>. It does not say
    /// that the call may be repeated: after <c>unreachable</c> and <c>timeout</c> a write may have been done.
    /// </summary>
    public bool IsTransient => status is 0 or 429 or 502 or 503 or 504;

    /// <summary>True if the connection never stood, so that the node cannot have seen the request.</summary>
    internal bool NothingWasSent { get; init; }
}
