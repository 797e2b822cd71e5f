using System.Net;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Peers;

/// <summary>
/// Which addresses a peer may have (rulings 32): public ones, and those the operator has opened. A node that says of
/// itself that it lives on this machine, and federates without TLS, may have neighbours there.
/// </summary>
internal sealed class PeerAddress(FederationSettings settings, IdentitySettings identity, TransportSettings transport)
{
    // Where clouds keep the credentials of machines: never, whatever the operator has opened.
    private static readonly IPNetwork LinkLocal = IPNetwork.Parse("169.254.0.0/16");

    /// <summary>Whether an address may be called.</summary>
    public bool MayCall(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (LinkLocal.Contains(address))
            return false;
        return PublicAddress.IsPublic(address)
            || (IPAddress.IsLoopback(address) && settings.Insecure && identity.IsLoopbackUrl)
            || settings.AllowedNetworks.Any(network => network.Contains(address));
    }

    /// <summary>Whether a URL is one that a peer may be called at.</summary>
    public bool MayCall(string url, out Uri target) =>
        Uri.TryCreate(url, UriKind.Absolute, out target!)
        && target.UserInfo.Length == 0
        && (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && settings.Insecure && !transport.IsMutual));
}
