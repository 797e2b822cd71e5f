namespace Stigmem.Sdk;

/// <summary>The values of <see cref="StigmemException.Code"/> that come from the client, not from a node.</summary>
public static class ClientErrorCodes
{
    /// <summary>No connection, or one that broke before the answer was complete. Status 0.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>
    /// The node took longer than <see cref="StigmemClientOptions.Timeout"/>; whether it did its work is not known. Status 0.
    /// </summary>
    public const string Timeout = "timeout";

    /// <summary>A success whose body is not what the contract says, such as the page of a proxy. The status is the node's.</summary>
    public const string InvalidAnswer = "invalid_answer";
}
