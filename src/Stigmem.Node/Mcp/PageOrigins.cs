using System.Net;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Mcp;

/// <summary>
/// Keeps web pages of other sites out, which a browser on this machine may show and whose name may lead here (DNS rebinding).
/// Programs send no origin.
/// </summary>
internal sealed class PageOrigins(CorsSettings cors, IdentitySettings identity)
{
    private readonly Func<string, bool> _allowed = CorsGate.Allows(cors);

    public bool Allows(string? origin)
    {
        if (origin is null || _allowed(origin))
            return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && (page.IsLoopback || page.Host.Equals(identity.NodeUrl.Host, StringComparison.OrdinalIgnoreCase) || IsLoopback(page.Host));
    }

    private static bool IsLoopback(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}
