namespace Stigmem.Sdk;

/// <summary>Where the node is, as whom to call it, and how patient to be.</summary>
public sealed record StigmemClientOptions
{
    /// <summary>The default of <see cref="Timeout"/>: ten seconds.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The longest session id that a node takes, in characters (Facts contract, section 20).</summary>
    public const int LongestSessionId = 128;

    /// <summary>
    /// The node, such as <c>http://localhost:8765</c>; a path prefix is kept. The address of the
    /// <see cref="HttpClient"/> is not used.
    /// </summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The API key, sent as <c>Authorization: Bearer</c>; null calls anonymously. It is never printed.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Sent as <c>Stigmem-Session</c> with every call; null means no session, and so no read/write guard.</summary>
    public string? SessionId { get; init; }

    /// <summary>
    /// How long one attempt may take, from sending to the last byte of the answer;
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> switches it off. A stream of an export is limited up to
    /// its first byte only.
    /// </summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>When and how often a refused call is repeated; <see cref="RetryPolicy.None"/> never does.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>The clock of timeouts and waits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The address and whether there is a key; neither the key nor the session.</summary>
    public override string ToString() => $"{BaseUrl} {(ApiKey is null ? "(anonymous)" : "(with a key)")}";

    /// <summary>Refuses what could not be sent, without repeating a secret in the message.</summary>
    internal void Check()
    {
        if (!BaseUrl.IsAbsoluteUri || BaseUrl.Scheme is not ("http" or "https") || BaseUrl.Query.Length + BaseUrl.Fragment.Length > 0)
            throw new ArgumentException("BaseUrl must be an absolute http or https address without query and fragment.");
        if (BaseUrl.UserInfo.Length > 0)
            throw new ArgumentException("BaseUrl must not carry credentials; set ApiKey.");
        if (ApiKey is { } key && (key.Length == 0 || key.Any(letter => letter is <= ' ' or > '~')))
            throw new ArgumentException("ApiKey must be printable ASCII without spaces.");
        if (SessionId is { } session && (session.Length > LongestSessionId || session.Any(letter => letter is < ' ' or > '~')))
            throw new ArgumentException($"SessionId must be printable ASCII of at most {LongestSessionId} characters.");
        if (Timeout <= TimeSpan.Zero && Timeout != System.Threading.Timeout.InfiniteTimeSpan)
            throw new ArgumentException("Timeout must be positive, or infinite.");
        Retry.Check();
    }
}
