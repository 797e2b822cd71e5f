using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stigmem.Core.Certificates;

/// <summary>Makes the certificates of a small fleet: an authority of its own, and one certificate for each node. Keys are ECDSA P-256.</summary>
public static class CertificateMaking
{
    private const int SerialBytes = 16;
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    private const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    /// <summary>A new authority with its key. It signs certificates of nodes only, no further authorities.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="life">How long it holds.</param>
    public static X509Certificate2 Authority(string name, CertificateLife life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(life.From, life.Until);
    }

    /// <summary>A new certificate with its key, good for both ends of a connection.</summary>
    /// <param name="authority">Who signs, with its key.</param>
    /// <param name="nodeId">The node that it is bound to.</param>
    /// <param name="hosts">Host names and IP addresses at which peers reach the node; none for one that only calls.</param>
    /// <param name="life">How long it holds; cut to the authority's.</param>
    /// <exception cref="ArgumentException">A name cannot stand in a certificate.</exception>
    public static X509Certificate2 ForNode(X509Certificate2 authority, string nodeId, IReadOnlyList<string> hosts, CertificateLife life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(nodeId, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerPurpose), new Oid(ClientPurpose)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        request.CertificateExtensions.Add(SubjectNames.Write(hosts, nodeId));
        var (first, last) = (new DateTimeOffset(authority.NotBefore), new DateTimeOffset(authority.NotAfter));
        using var bare = request.Create(authority, life.From > first ? life.From : first, life.Until < last ? life.Until : last, Serial());
        return bare.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name.Length <= 64 ? name : name[..64]);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
    }

    /// <summary>Positive, as the standard wants it.</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }
}
