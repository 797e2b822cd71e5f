using System.Globalization;
using System.Text.Json;
using Stigmem.Sdk;

namespace Stigmem.Cli.Failures;

/// <summary>Turns what the node answered, or that it did not, into words for a person at a terminal.</summary>
internal static class NodeRefusals
{
    /// <summary>The failure to print.</summary>
    public static CommandFailure Describe(StigmemException refusal) => new(What(refusal), refusal.Code, Hint(refusal));

    private static string What(StigmemException refusal)
    {
        if (refusal.Problems.Count > 0)
            return string.Join("; ", refusal.Problems.Select(problem => $"{Place(problem)}: {problem.Message}"));
        return Detail(refusal.Detail) ?? refusal.Message;
    }

    private static string? Detail(string? json)
    {
        if (json is null)
            return null;
        using var detail = JsonDocument.Parse(json);
        return detail.RootElement switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Object } coded when coded.TryGetProperty("message", out var message) => message.ToString(),
            _ => null,
        };
    }

    private static string? Hint(StigmemException refusal) => refusal.Code switch
    {
        ClientErrorCodes.Unreachable => "Start a node with 'stigmem node', or name a running one with --url, or a database file with --db.",
        ClientErrorCodes.Timeout => "Try again; whether the node did its work is not known.",
        ClientErrorCodes.InvalidAnswer => "Check --url: what answers there is not a Stigmem node, or a proxy stands before it.",
        "credentials_required" or "invalid_credentials" => "Give a live key with --api-key or STIGMEM_API_KEY; 'stigmem auth bootstrap-key' makes the first one.",
        "permission_required" or "scope_not_permitted" => "Use a key that has it; 'stigmem auth whoami' shows what this one may do.",
        "mcp_admin_key_refused" => "'stigmem mcp install' makes a key that reads and writes.",
        "garden_access_denied" => Role(refusal),
        "not_found" when Detail(refusal.Detail) is "garden not found" => "'stigmem garden list' shows the gardens that you may know of.",
        "not_found" when Detail(refusal.Detail) is "subscription not found" => "'stigmem subscription list' shows yours.",
        "delivery_address_refused" => "Name an https URL at a public address; the node's operator can set STIGMEM_SUBSCRIPTION_ALLOW_PRIVATE_TARGETS.",
        "not_found" when Detail(refusal.Detail) is "peer not found" => "'stigmem federation peers' shows them.",
        "not_found" when Detail(refusal.Detail)?.Contains("STIGMEM_NODE_PRIVATE_KEY", StringComparison.Ordinal) == true => "STIGMEM_NODE_PRIVATE_KEY gives the node's organisation a key; 'stigmem manifest publish' publishes for others.",
        "not_found" when Detail(refusal.Detail) is "manifest not found or expired" => "'stigmem manifest publish' publishes one.",
        "conflict" when Detail(refusal.Detail)?.StartsWith("manifest update rejected", StringComparison.Ordinal) == true => "Another key needs the old one's signature: 'stigmem key rotate --kind organisation'.",
        "not_owner" when Detail(refusal.Detail)?.Contains("issuer", StringComparison.Ordinal) == true => "Use a key of the issuer; 'stigmem auth whoami' shows whose this one is.",
        "unprocessable" when Detail(refusal.Detail)?.Contains("manifest", StringComparison.Ordinal) == true => "'stigmem manifest publish' publishes the issuer's manifest.",
        _ when Detail(refusal.Detail) is "fingerprint mismatch" => "Ask the other operator again. If it stays different, somebody stands between you: 'stigmem federation reject'.",
        "declaration_changed" => "'stigmem federation peers' shows what the peer declares now, and the command that approves it.",
        "mutual_tls_required" => "Name the node's https address for peers with --url, and a certificate with STIGMEM_TLS_CERT_PATH, STIGMEM_TLS_KEY_PATH and STIGMEM_TLS_CA_BUNDLE.",
        "quota_exceeded" or "too_many_failed_logins" => Wait(refusal.RetryAfter),
        "route_not_found" or "method_not_allowed" => "The node does not offer this; it may be of another version.",
        "storage_unavailable" => "Run 'stigmem doctor' on the node's machine.",
        "internal_error" => refusal.RequestId is { } id ? $"The node's log has more under request {id}." : "The node's log has more.",
        _ => null,
    };

    /// <summary>Where in the request; that it was the query or the body is of no use to whom typed a command.</summary>
    private static string Place(StigmemProblem problem) => problem.Location.Count > 1 ? string.Join('.', problem.Location.Skip(1)) : problem.Path;

    /// <summary>The sentences are the contract's; they tell which role is missing.</summary>
    private static string Role(StigmemException refusal) => Detail(refusal.Detail) switch
    {
        { } text when text.Contains("you are a reader", StringComparison.Ordinal) =>
            "An admin of the garden can let you write: 'stigmem garden set-role <garden> <you> --role writer'.",
        { } text when text.Contains("garden admin permission", StringComparison.Ordinal) => "'stigmem garden members' shows who is admin of the garden.",
        _ => "An admin of the garden can add you: 'stigmem garden add-member <garden> <you>'; 'stigmem auth whoami' shows who you are.",
    };

    private static string Wait(TimeSpan? wait) => wait is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"Wait {Math.Ceiling(time.TotalSeconds)} seconds and try again.")
        : "Wait a little and try again.";
}
