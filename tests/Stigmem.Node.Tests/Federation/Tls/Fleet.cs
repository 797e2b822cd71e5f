using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Stigmem.Core.Certificates;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation.Tls;

/// <summary>An authority, and the certificates that it signs for nodes and clients on loopback.</summary>
internal sealed class Fleet : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _authority;
    private int _stores;

    public Fleet(CertificateLife? life = null)
    {
        _authority = CertificateMaking.Authority("test fleet", life ?? new CertificateLife(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(3_650)));
        File.WriteAllText(Bundle, _authority.ExportCertificatePem());
    }

    public string Bundle => _folder.File("ca.pem");

    public static CertificateLife Days(int days) => CertificateLife.Days(DateTimeOffset.UtcNow, days);

    /// <summary>A life that was over yesterday.</summary>
    public static CertificateLife Over => new(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-1));

    public string At(string name) => _folder.File(name);

    /// <summary>A database path of its own.</summary>
    public string Store() => _folder.File($"store-{Interlocked.Increment(ref _stores)}.db");

    public X509Certificate2 Issue(string nodeId, CertificateLife? life = null, params string[] hosts) => CertificateMaking.ForNode(
        _authority, nodeId, hosts.Length > 0 ? hosts : ["127.0.0.1"], life ?? new CertificateLife(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(90)));

    /// <summary>Writes a certificate and its key where settings will name them.</summary>
    public (string Name, string Value)[] Write(string name, X509Certificate2 certificate)
    {
        File.WriteAllText(_folder.File(name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_folder.File(name + ".key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return [("TLS_CERT_PATH", _folder.File(name + ".pem")), ("TLS_KEY_PATH", _folder.File(name + ".key")), ("TLS_CA_BUNDLE", Bundle)];
    }

    /// <summary>A client that trusts this fleet alone.</summary>
    /// <param name="address">The node.</param>
    /// <param name="certificate">What it shows; null shows nothing.</param>
    /// <param name="key">The API key, if it has one.</param>
    /// <param name="seen">Gets the certificate of the node at each connection.</param>
    public HttpClient Client(string address, X509Certificate2? certificate, string? key = null, Action<X509Certificate2>? seen = null)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(_authority);
        var client = new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = trust,
                RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                {
                    seen?.Invoke((X509Certificate2)shown!);
                    return errors == SslPolicyErrors.None;
                },
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            },
        })
        {
            BaseAddress = new Uri(address),
        };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }
}
