using Microsoft.AspNetCore.Builder;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Keys;
using Stigmem.Cli.Output;
using Stigmem.Node.Auth;
using Stigmem.Node.Settings;
using Stigmem.Sdk;

namespace Stigmem.Cli.Commands.Serving;

/// <summary>What <c>stigmem node --try</c> adds, so that somebody new can go from nothing to a first fact.</summary>
internal static class Trial
{
    private static readonly string[] AllPermissions =
        ["admin", "admin:federation", "audit.read", "federate", "instruction:write", "read", "write"];

    /// <summary>Settings of a node that only its own machine reaches.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["STIGMEM_HOST"] = "127.0.0.1",
        ["STIGMEM_RATE_LIMIT_WRITE_PER_HOUR"] = "0",
        ["STIGMEM_RATE_LIMIT_READ_PER_HOUR"] = "0",
        ["STIGMEM_RATE_LIMIT_DISABLED_ACK"] = "1",
    };

    /// <summary>Makes the first admin key.</summary>
    /// <returns>The key, or null when one is alive already.</returns>
    public static async Task<string?> FirstKeyAsync(WebApplication app)
    {
        if (NodeBootstrap.HasAdminKey(app))
            return null;
        var key = RawKey.Create();
        var made = await NodeBootstrap.CreateAdminKeyAsync(app, key, NodeConnection.DefaultEntity, AllPermissions);
        return made.Status == BootstrapStatus.Created ? key : null;
    }

    /// <summary>Waits until the node says of itself that it is well.</summary>
    public static async Task WaitAsync(string url, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var client = new StigmemClient(http, new StigmemClientOptions { BaseUrl = new Uri(url) });
        await client.Node.HealthAsync(cancellation);
    }

    /// <summary>Prints the key, once, and what to try.</summary>
    public static void Welcome(CommandOutput output, NodeReady node, NodeSettings settings)
    {
        var (authenticates, transport) = (settings.Auth.Required, settings.Transport);
        if (node.AdminKey is { } key)
            output.Verbatim($"\nThe first admin key, shown this once:\n\n  export STIGMEM_API_KEY={key}");
        else if (authenticates)
            output.Verbatim(
                $"\nAn admin key is alive; put it into STIGMEM_API_KEY. If nobody has it, stop this node and make another:\n\n  stigmem keys create {NodeConnection.DefaultEntity} --permission {string.Join(',', AllPermissions)} --db {node.Database}");
        var header = authenticates ? " -H \"Authorization: Bearer $STIGMEM_API_KEY\"" : "";
        if (transport is { IsMutual: true, HasOwnPort: false })
            header = $" --cacert {transport.CaBundlePath} --cert {transport.CertificatePath} --key {transport.KeyPath}{header}";
        output.Verbatim(
            $$"""

            Three commands to try; the second disagrees with the first, the third shows it:

              curl -s {{node.Url}}/v1/facts{{header}} -H 'Content-Type: application/json' \
                -d '{"entity":"user:alice","relation":"memory:city","value":{"type":"string","v":"Oslo"},"source":"user:alice","scope":"local"}'
              curl -s {{node.Url}}/v1/facts{{header}} -H 'Content-Type: application/json' \
                -d '{"entity":"user:alice","relation":"memory:city","value":{"type":"string","v":"Bergen"},"source":"agent:scout","scope":"local"}'
              curl -s {{node.Url}}/v1/conflicts{{header}}

            """);
    }
}
