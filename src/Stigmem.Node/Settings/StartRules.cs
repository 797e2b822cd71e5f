using System.Net;
using Stigmem.Core.Facts;
using Stigmem.Core.Trust;

namespace Stigmem.Node.Settings;

/// <summary>Combinations of settings with which a node does not start (access contract, section 11).</summary>
internal static class StartRules
{
    public static void Check(NodeSettings settings, SettingsReader reader)
    {
        var identity = settings.Identity;
        if (!settings.Auth.Required && !identity.AllowInsecureNonLoopback)
        {
            if (!identity.IsLoopbackUrl)
                reader.Refuse($"STIGMEM_AUTH_REQUIRED=false with STIGMEM_NODE_URL={identity.NodeUrl}: anyone could write; set AUTH_REQUIRED=true, or LOCAL_DEV_ALLOW_INSECURE_NON_LOOPBACK=1 on a closed network");
            if (identity.Host.Length > 0 && !IsLoopback(identity.Host))
                reader.Refuse($"STIGMEM_AUTH_REQUIRED=false with STIGMEM_HOST={identity.Host}: bind 127.0.0.1, or set AUTH_REQUIRED=true");
        }
        if (settings.Trust.Mode == TrustMode.Strict && settings.Organisation.PrivateKey.Length == 0)
            reader.Refuse("STIGMEM_TRUST_MODE=strict needs STIGMEM_NODE_PRIVATE_KEY: a node that trusts signed sources only must be able to sign");
        CheckFederation(settings, reader);
        CheckTransport(settings, reader);
        CheckEmbeddings(settings.Embeddings, reader);
        var limits = settings.Limits;
        if (limits is { WritesPerHour: 0, ReadsPerHour: 0, RateLimitDisabledAck: false })
            reader.Refuse("both STIGMEM_RATE_LIMIT_* are 0, which switches quotas off; confirm with STIGMEM_RATE_LIMIT_DISABLED_ACK=1");
    }

    private static void CheckFederation(NodeSettings settings, SettingsReader reader)
    {
        var (federation, identity) = (settings.Federation, settings.Identity);
        if (settings.Transport.IsMutual || !(federation.Enabled || federation.PushEnabled))
            return;
        var what = federation.Enabled ? "STIGMEM_FEDERATION_ENABLED" : "STIGMEM_FEDERATION_PUSH_ENABLED";
        if (!federation.Insecure)
            reader.Refuse($"{what} needs mutual TLS: set STIGMEM_TLS_CERT_PATH, STIGMEM_TLS_KEY_PATH and STIGMEM_TLS_CA_BUNDLE ('stigmem cert' makes such files); on this machine or a closed network STIGMEM_FEDERATION_INSECURE=1 does without");
        else if (!identity.IsLoopbackUrl && !identity.AllowInsecureNonLoopback)
            reader.Refuse($"STIGMEM_FEDERATION_INSECURE with STIGMEM_NODE_URL={identity.NodeUrl}: facts would travel in the open; set up mutual TLS, or LOCAL_DEV_ALLOW_INSECURE_NON_LOOPBACK=1 on a closed network");
    }

    private static void CheckEmbeddings(EmbeddingSettings embeddings, SettingsReader reader)
    {
        if (embeddings.Enabled && embeddings is { IsRemote: true, Endpoint.Scheme: not "https" } && embeddings.ApiKey.Length > 0)
            reader.Refuse($"STIGMEM_EMBED_OPENAI_URL={embeddings.Endpoint}: the key would travel in the open; make it an https URL");
    }

    private static void CheckTransport(NodeSettings settings, SettingsReader reader)
    {
        var transport = settings.Transport;
        (string Name, string Path)[] files =
            [("STIGMEM_TLS_CERT_PATH", transport.CertificatePath), ("STIGMEM_TLS_KEY_PATH", transport.KeyPath), ("STIGMEM_TLS_CA_BUNDLE", transport.CaBundlePath)];
        if (files.Any(file => file.Path.Length > 0))
        {
            foreach (var (name, _) in files.Where(file => file.Path.Length == 0))
                reader.Refuse($"{name} is missing: mutual TLS needs the certificate, its key and the bundle of authorities; set all three, or none");
        }
        if (transport.HasOwnPort && !transport.IsMutual)
            reader.Refuse("STIGMEM_FEDERATION_PORT is for mutual TLS: set STIGMEM_TLS_CERT_PATH, STIGMEM_TLS_KEY_PATH and STIGMEM_TLS_CA_BUNDLE as well, or leave it out");
        if (transport.HasOwnPort && transport.FederationPort == settings.Identity.Port)
            reader.Refuse($"STIGMEM_FEDERATION_PORT={transport.FederationPort} is STIGMEM_PORT as well: choose another, or leave it out and have mutual TLS on the whole node");
        if (transport.FederationUrl.Length == 0)
            return;
        if (!transport.HasOwnPort)
            reader.Refuse("STIGMEM_FEDERATION_URL needs STIGMEM_FEDERATION_PORT; without it peers come to STIGMEM_NODE_URL");
        if (!Uri.TryCreate(transport.FederationUrl, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            reader.Refuse($"STIGMEM_FEDERATION_URL={transport.FederationUrl}: must be an https URL");
    }

    public static IEnumerable<string> Warnings(NodeSettings settings)
    {
        if (settings.Cors.DevLocalhost)
            yield return "STIGMEM_CORS_DEV_LOCALHOST=true: any page on this machine may call the node.";
        if (!settings.Auth.Required)
            yield return "STIGMEM_AUTH_REQUIRED=false: every caller may read and write.";
        if (settings is { Transport.IsMutual: true, Federation.Insecure: true })
            yield return "STIGMEM_FEDERATION_INSECURE=true: without effect, for peers are met over mutual TLS.";
        if (settings is { Transport: { IsMutual: true, HasOwnPort: false }, Federation.Enabled: true } && settings.Identity.NodeUrl.Scheme != Uri.UriSchemeHttps)
            yield return $"STIGMEM_NODE_URL={settings.Identity.NodeUrl}: peers cannot call it, for the node speaks TLS; make it an https URL.";
        if (settings is { Transport.IsMutual: false, Federation: { Enabled: true, Insecure: true } })
            yield return "STIGMEM_FEDERATION_INSECURE=true: facts travel between nodes in the open.";
        if (settings.Embeddings is { Enabled: true, IsRemote: true })
            yield return $"STIGMEM_EMBED_ENABLED=true with {settings.Embeddings.Endpoint.Host}: facts and questions of the scopes {string.Join(", ", settings.Embeddings.RemoteScopes.Select(scope => scope.Name()))} are sent there.";
        if (settings.Auth.OpenGardenLists)
            yield return "STIGMEM_OPEN_GARDEN_LISTS=true: lists show garden facts to non-members.";
    }

    /// <summary>The address to bind when none is set: beyond this machine only with authentication.</summary>
    public static string BindAddress(NodeSettings settings) =>
        settings.Identity.Host.Length > 0 ? settings.Identity.Host : settings.Auth.Required ? "0.0.0.0" : "127.0.0.1";

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
