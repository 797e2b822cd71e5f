using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Stigmem.Cli.Failures;
using Stigmem.Data.Sqlite;

namespace Stigmem.Cli.Certificates;

/// <summary>A certificate and its key as two files, <c>name.pem</c> and <c>name.key</c>; the key is its owner's alone.</summary>
internal sealed class CertificatePair(string name)
{
    /// <summary>The certificate.</summary>
    public string CertificateFile { get; } = Path.GetFullPath(name + ".pem");

    /// <summary>The key.</summary>
    public string KeyFile { get; } = Path.GetFullPath(name + ".key");

    /// <summary>Refuses names that are taken: an overwritten key is lost for ever.</summary>
    /// <exception cref="CommandFailure">One of the files exists.</exception>
    public void MustBeNew()
    {
        foreach (var file in (string[])[CertificateFile, KeyFile])
        {
            if (File.Exists(file))
                throw new CommandFailure($"{file} exists already", "key_file_exists", "Name another with --out, and move it into place when it is made; an overwritten key is lost for ever.");
        }
    }

    /// <summary>Writes both files.</summary>
    public void Write(X509Certificate2 certificate)
    {
        MustBeNew();
        using var key = certificate.GetECDsaPrivateKey()!;
        Write(OwnerOnly.Open(KeyFile, FileMode.CreateNew, FileShare.None), key.ExportPkcs8PrivateKeyPem());
        Write(new FileStream(CertificateFile, FileMode.CreateNew), certificate.ExportCertificatePem());
    }

    /// <summary>Reads both files.</summary>
    /// <exception cref="CommandFailure">They are no authority and its key.</exception>
    public X509Certificate2 ReadAuthority()
    {
        try
        {
            var found = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
            return found.Extensions.OfType<X509BasicConstraintsExtension>().Any(limits => limits.CertificateAuthority)
                ? found
                : throw NoAuthority("it may not sign others");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FileNotFoundException)
        {
            throw NoAuthority(e.Message);
        }
    }

    private CommandFailure NoAuthority(string why) =>
        new($"{CertificateFile} and {KeyFile} are not an authority: {why}", "ca_unreadable", "'stigmem cert ca' makes one; name it with --ca, without .pem.");

    private static void Write(FileStream file, string pem)
    {
        using (file)
        {
            file.Write(Encoding.ASCII.GetBytes(pem + "\n"));
            file.Flush(flushToDisk: true);
        }
    }
}
