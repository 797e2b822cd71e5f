using System.Net;

namespace Stigmem.Node.Settings;

/// <summary>Where the node listens and what it calls itself.</summary>
public sealed record IdentitySettings
{
    /// <summary>The address to bind; empty chooses by <see cref="AuthSettings.Required"/>.</summary>
    public required string Host { get; init; }

    /// <summary>The port to bind; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The public URL; its authority names gardens and entities of this node.</summary>
    public required Uri NodeUrl { get; init; }

    /// <summary>A fixed node id; empty creates one once.</summary>
    public required string NodeId { get; init; }

    /// <summary>Whether an insecure node may listen beyond this machine.</summary>
    public required bool AllowInsecureNonLoopback { get; init; }

    /// <summary>Whether names are also brought into the percent-encoded form of the specification.</summary>
    public required bool PercentStep { get; init; }

    /// <summary>Host and port of the public URL.</summary>
    public string Authority => NodeUrl.Authority;

    /// <summary>Whether the public URL names this machine only.</summary>
    public bool IsLoopbackUrl => NodeUrl.IsLoopback;

    internal static IdentitySettings Read(SettingsReader reader)
    {
        var url = reader.Text("NODE_URL", "http://localhost:8765", "Public URL of the node; its host and port are the authority in the URIs of gardens.");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
        {
            reader.Refuse($"STIGMEM_NODE_URL={url}: must be an http or https URL");
            parsed = new Uri("http://localhost:8765");
        }
        var host = reader.Text("HOST", "", "Address to bind, or localhost. Unset: 0.0.0.0 with authentication, 127.0.0.1 without.");
        if (host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(host, out _))
            reader.Refuse($"STIGMEM_HOST={host}: must be an IP address of this machine, or localhost");
        return new IdentitySettings
        {
            Host = host,
            Port = reader.Integer("PORT", 8765, 0, 65_535, "Port to bind; 0 takes a free one."),
            NodeUrl = parsed,
            NodeId = reader.Text("NODE_ID", "", "Fixed node id. Unset: one is made once and kept in the store."),
            PercentStep = reader.Flag("ENTITY_PERCENT_STEP", false, "Stores formal entity URIs percent-encoded, as the specification says and other nodes do not. Decide before the first fact."),
            AllowInsecureNonLoopback = reader.Flag("LOCAL_DEV_ALLOW_INSECURE_NON_LOOPBACK", false, "Lets a node without authentication listen beyond this machine. Never set it where others reach the port."),
        };
    }
}
