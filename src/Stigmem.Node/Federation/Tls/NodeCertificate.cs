using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Stigmem.Core.Certificates;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Tls;

/// <summary>A certificate with its key, and the authorities that the other side must have its own from, as read from files.</summary>
public sealed class NodeCertificate
{
    private readonly X509Certificate2 _leaf;
    private readonly SslStreamCertificateContext _shown;
    private readonly X509Certificate2Collection _authorities;

    private NodeCertificate(X509Certificate2 leaf, X509Certificate2Collection chain, X509Certificate2Collection authorities)
    {
        _leaf = leaf;
        _authorities = authorities;
        _shown = SslStreamCertificateContext.Create(leaf, chain, offline: true);
        (Life, NodeIds) = (new CertificateLife(leaf.NotBefore, leaf.NotAfter), SubjectNames.UrisOf(leaf));
    }

    /// <summary>From when to when it holds.</summary>
    public CertificateLife Life { get; }

    /// <summary>The nodes that it is bound to; a usual one to one.</summary>
    public IReadOnlyList<string> NodeIds { get; }

    /// <summary>Reads the files.</summary>
    /// <exception cref="SettingsException">They cannot be used; each message names the file and the cure.</exception>
    public static NodeCertificate Load(TlsFiles files, DateTimeOffset now)
    {
        var leaf = WithKey(files);
        var chain = Certificates(TlsFiles.CertificateSetting, files.CertificatePath, files.Certificate);
        chain.RemoveAt(0);
        var authorities = Certificates(TlsFiles.BundleSetting, files.CaBundlePath, files.CaBundle);
        if (now > leaf.NotAfter)
            throw Refused(TlsFiles.CertificateSetting, files.CertificatePath, $"expired at {Text(leaf.NotAfter)}; issue another, with 'stigmem cert issue' for example");
        if (now < leaf.NotBefore)
            throw Refused(TlsFiles.CertificateSetting, files.CertificatePath, $"holds from {Text(leaf.NotBefore)} on; set the clock of this machine, or issue another");
        if (authorities.All(authority => now > authority.NotAfter))
            throw Refused(TlsFiles.BundleSetting, files.CaBundlePath, "every authority in it has expired; put the one in that signs certificates now");
        return new NodeCertificate(leaf, chain, authorities);
    }

    /// <summary>How to call a server; its certificate must hold now, come from the authorities and name the host.</summary>
    /// <param name="now">Now.</param>
    public SslClientAuthenticationOptions AsClient(DateTimeOffset now) => new()
    {
        ClientCertificateContext = _shown,
        EnabledSslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12,
        CertificateChainPolicy = Trust(now),
    };

    /// <summary>How to answer a client; its certificate must hold now and come from the authorities.</summary>
    internal SslServerAuthenticationOptions AsServer(DateTimeOffset now) => new()
    {
        ServerCertificateContext = _shown,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12,
        CertificateChainPolicy = Trust(now),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{_leaf.Subject} until {Text(_leaf.NotAfter)}";

    /// <summary>Nothing of the machine is trusted, and nothing that a certificate names is fetched.</summary>
    private X509ChainPolicy Trust(DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = now.LocalDateTime,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }

    private static X509Certificate2 WithKey(TlsFiles files)
    {
        try
        {
            var leaf = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(files.Certificate), Encoding.UTF8.GetString(files.Key));
            if (!OperatingSystem.IsWindows())
                return leaf;
            // There, TLS cannot use a key that lives in this process only.
            using (leaf)
                return X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            _ = Certificates(TlsFiles.CertificateSetting, files.CertificatePath, files.Certificate);
            throw Refused(TlsFiles.KeySetting, files.KeyPath, $"is not the private key of {files.CertificatePath}; name the key that the certificate was made with, PEM and not encrypted");
        }
    }

    private static X509Certificate2Collection Certificates(string setting, string path, byte[] content)
    {
        X509Certificate2Collection found = [];
        try
        {
            found.ImportFromPem(Encoding.UTF8.GetString(content));
        }
        catch (CryptographicException)
        {
            found.Clear();
        }
        return found.Count > 0 ? found : throw Refused(setting, path, "holds no certificate; it must be a PEM file that begins with -----BEGIN CERTIFICATE-----");
    }

    private static SettingsException Refused(string setting, string path, string why) => new([$"{setting}={path}: {why}"]);

    private static string Text(DateTime moment) => moment.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
}
