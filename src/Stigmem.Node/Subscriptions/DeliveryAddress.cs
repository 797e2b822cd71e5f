using System.Diagnostics.CodeAnalysis;
using System.Net;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Subscriptions;

/// <summary>
/// Where events may be delivered: to https URLs at public addresses. A node that says of itself that it lives on this machine may also
/// call its neighbours there, and an operator may open private networks. Where clouds keep the credentials of machines is never called.
/// </summary>
internal sealed class DeliveryAddress(SubscriptionSettings settings, IdentitySettings identity)
{
    private const int LongestUrl = 2_048;
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");

    /// <summary>Whether an address may be called.</summary>
    public bool MayCall(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (LinkLocal.Contains(address) || address.IsIPv6LinkLocal)
            return false;
        return PublicAddress.IsPublic(address) || settings.AllowPrivateTargets || (IPAddress.IsLoopback(address) && identity.IsLoopbackUrl);
    }

    /// <summary>Whether a URL may be called, as far as it tells; a name is resolved when it is called.</summary>
    public bool MayCall(string url, [NotNullWhen(true)] out Uri? target)
    {
        target = null;
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Host.Length == 0)
            return false;
        var isHere = IsHere(uri);
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && (settings.AllowPrivateTargets || (isHere && identity.IsLoopbackUrl))))
            return false;
        var literal = uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 ? IPAddress.Parse(uri.DnsSafeHost) : null;
        if (literal is not null ? !MayCall(literal) : isHere && !MayCall(IPAddress.Loopback))
            return false;
        target = uri;
        return true;
    }

    private static bool IsHere(Uri uri) => uri.IsLoopback || uri.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
