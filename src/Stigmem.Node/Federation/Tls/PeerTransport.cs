using System.Net.Security;
using System.Security.Authentication;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Tls;

/// <summary>
/// Connections to peers: to addresses that may be called, and over mutual TLS where that is on. Each handler serves one
/// node, so that a connection that was made for one never carries a request for another.
/// </summary>
internal sealed class PeerTransport(PeerAddress addresses, MutualTls tls)
{
    /// <summary>A handler for a node.</summary>
    /// <param name="nodeId">Who should answer; null when that is not known.</param>
    public HttpMessageHandler Create(string? nodeId) =>
        GuardedTransport.Create(addresses.MayCall, tls.IsOn ? (stream, host, ct) => SecureAsync(stream, host, nodeId, ct) : null);

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
