using System.Net;
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
        var federation = settings.Federation;
        if (federation is { Enabled: true, Insecure: false } or { PushEnabled: true, Insecure: false })
            reader.Refuse($"{(federation.Enabled ? "STIGMEM_FEDERATION_ENABLED" : "STIGMEM_FEDERATION_PUSH_ENABLED")} needs mutual TLS, which this version does not have: on this machine or a closed network set STIGMEM_FEDERATION_INSECURE=1");
        if (federation is { Enabled: true, Insecure: true } && !identity.IsLoopbackUrl && !identity.AllowInsecureNonLoopback)
            reader.Refuse($"STIGMEM_FEDERATION_INSECURE with STIGMEM_NODE_URL={identity.NodeUrl}: facts would travel in the open; set LOCAL_DEV_ALLOW_INSECURE_NON_LOOPBACK=1 on a closed network");
        if (settings.Trust.Mode == TrustMode.Strict && settings.Organisation.PrivateKey.Length == 0)
            reader.Refuse("STIGMEM_TRUST_MODE=strict needs STIGMEM_NODE_PRIVATE_KEY: a node that trusts signed sources only must be able to sign");
        var limits = settings.Limits;
        if (limits is { WritesPerHour: 0, ReadsPerHour: 0, RateLimitDisabledAck: false })
            reader.Refuse("both STIGMEM_RATE_LIMIT_* are 0, which switches quotas off; confirm with STIGMEM_RATE_LIMIT_DISABLED_ACK=1");
    }

    public static IEnumerable<string> Warnings(NodeSettings settings)
    {
        if (settings.Cors.DevLocalhost)
            yield return "STIGMEM_CORS_DEV_LOCALHOST=true: any page on this machine may call the node.";
        if (!settings.Auth.Required)
            yield return "STIGMEM_AUTH_REQUIRED=false: every caller may read and write.";
        if (settings.Federation is { Enabled: true, Insecure: true })
            yield return "STIGMEM_FEDERATION_INSECURE=true: what nodes exchange is not encrypted, and peers are known by their signatures only.";
        if (settings.Auth.OpenGardenLists)
            yield return "STIGMEM_OPEN_GARDEN_LISTS=true: lists show garden facts to non-members.";
    }

    /// <summary>The address to bind when none is set: beyond this machine only with authentication.</summary>
    public static string BindAddress(NodeSettings settings) =>
        settings.Identity.Host.Length > 0 ? settings.Identity.Host : settings.Auth.Required ? "0.0.0.0" : "127.0.0.1";

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
