using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stigmem.Core.Certificates;

/// <summary>
/// The subject alternative names of a certificate (RFC 5280, section 4.2.1.6). A node id is a URI name and is compared
/// letter by letter, so it is written and read as it is; the base library's builder would normalize it.
/// </summary>
public static class SubjectNames
{
    private const string ObjectId = "2.5.29.17";
    private static readonly Asn1Tag Dns = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 7);

    /// <summary>The extension that names hosts and a node.</summary>
    /// <param name="hosts">Host names and IP addresses.</param>
    /// <param name="nodeId">The node id; null names none.</param>
    /// <exception cref="ArgumentException">A name is not ASCII; certificates cannot hold it.</exception>
    public static X509Extension Write(IEnumerable<string> hosts, string? nodeId)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var host in hosts)
            {
                if (IPAddress.TryParse(host, out var address))
                    writer.WriteOctetString(address.GetAddressBytes(), Address);
                else
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, Ascii(host), Dns);
            }
            if (nodeId is not null)
                writer.WriteCharacterString(UniversalTagNumber.IA5String, Ascii(nodeId), Uri);
        }
        return new X509Extension(ObjectId, writer.Encode(), critical: false);
    }

    /// <summary>The URI names of a certificate; none if it has no such extension, or one that cannot be read.</summary>
    public static IReadOnlyList<string> UrisOf(X509Certificate2 certificate)
    {
        List<string> uris = [];
        foreach (var extension in certificate.Extensions)
        {
            if (extension.Oid?.Value == ObjectId && !TryRead(extension.RawData, uris))
                return [];
        }
        return uris;
    }

    /// <summary>Whether a certificate is of a node.</summary>
    public static bool AreOf(X509Certificate2 certificate, string nodeId) => UrisOf(certificate).Contains(nodeId, StringComparer.Ordinal);

    private static bool TryRead(byte[] encoded, List<string> uris)
    {
        try
        {
            var names = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                if (names.PeekTag() == Uri)
                    uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Uri));
                else
                    names.ReadEncodedValue();
            }
            return true;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    private static string Ascii(string name) => name.Length > 0 && name.All(letter => letter is > ' ' and <= '~')
        ? name
        : throw new ArgumentException($"'{name}' cannot stand in a certificate: names there are ASCII without spaces");
}
