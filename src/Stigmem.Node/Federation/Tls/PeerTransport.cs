using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Tls;

/// <summary>
/// Connections to peers: to addresses that may be called, and over mutual TLS where that is on. Each handler serves one
/// node, so that a connection that was made for one never carries a request for another.
/// </summary>
/// <param name="addresses">Which addresses may be called.</param>
/// <param name="tls">Mutual TLS, on or off.</param>
/// <param name="network">Carries every request in place of sockets; only a simulation scripts it.</param>
/// <param name="resolve">Looks a name up; null asks the machine's name servers.</param>
internal sealed class PeerTransport(
    PeerAddress addresses, MutualTls tls, HttpMessageHandler? network = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    /// <summary>A handler for a node.</summary>
    /// <param name="nodeId">Who should answer; null when that is not known.</param>
    public HttpMessageHandler Create(string? nodeId) =>
        network ?? GuardedTransport.Create(addresses.MayCall, tls.IsOn ? (stream, host, ct) => SecureAsync(stream, host, nodeId, ct) : null, resolve);

    private async ValueTask<SslStream> SecureAsync(Stream stream, string host, string? nodeId, CancellationToken ct)
    {
        var check = new ServerCheck(nodeId);
        var options = tls.ForServer();
        (options.TargetHost, options.RemoteCertificateValidationCallback) = (host, check.Accepts);
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(options, ct);
            return secure;
        }
        catch (Exception e)
        {
            await secure.DisposeAsync();
            if (e is AuthenticationException && check.Refusal is { } why)
                throw new PeerCertificateException(why, check.IsMisnamed);
            throw;
        }
    }
}
