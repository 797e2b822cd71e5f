namespace Stigmem.Sdk.Transport;

/// <summary>The failures that no node has described.</summary>
internal static class TransportFailure
{
    public static StigmemException Unreachable(NodeRequest request, Exception cause) => new(
        0, ClientErrorCodes.Unreachable, $"{Name(request)}: no answer came from the node: {cause.Message}", cause)
    {
        NothingWasSent = cause is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        },
    };

    public static StigmemException Timeout(NodeRequest request, Exception cause) => new(
        0, ClientErrorCodes.Timeout, $"{Name(request)}: the answer was not complete in time", cause);

    public static StigmemException InvalidAnswer(NodeRequest request, int status, Exception cause) => new(
        status, ClientErrorCodes.InvalidAnswer, $"{Name(request)}: {status} came with a body that is not the contract's: {cause.Message}", cause);

    /// <summary>Verb and path; the query may hold what should not be in a log.</summary>
    public static string Name(NodeRequest request)
    {
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        return $"{request.Method} {(query < 0 ? request.Target : request.Target[..query])}";
    }
}
