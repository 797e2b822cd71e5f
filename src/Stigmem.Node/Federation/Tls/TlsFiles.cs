using System.Security.Cryptography;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Tls;

/// <summary>The three files of mutual TLS, read at one moment.</summary>
public sealed class TlsFiles
{
    /// <summary>The setting that names the certificate.</summary>
    public const string CertificateSetting = "STIGMEM_TLS_CERT_PATH";

    /// <summary>The setting that names the key.</summary>
    public const string KeySetting = "STIGMEM_TLS_KEY_PATH";

    /// <summary>The setting that names the authorities.</summary>
    public const string BundleSetting = "STIGMEM_TLS_CA_BUNDLE";

    private const int LargestBytes = 4 * 1024 * 1024;

    private TlsFiles(string certificatePath, string keyPath, string caBundlePath)
    {
        (CertificatePath, KeyPath, CaBundlePath) = (certificatePath, keyPath, caBundlePath);
        Certificate = Content(CertificateSetting, certificatePath);
        Key = Content(KeySetting, keyPath);
        CaBundle = Content(BundleSetting, caBundlePath);
    }

    internal string CertificatePath { get; }

    internal string KeyPath { get; }

    internal string CaBundlePath { get; }

    internal byte[] Certificate { get; }

    internal byte[] Key { get; }

    internal byte[] CaBundle { get; }

    /// <summary>Tells one content from another, without keeping a key to compare with.</summary>
    internal string Digest => Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(Certificate), .. SHA256.HashData(Key), .. SHA256.HashData(CaBundle)]));

    /// <summary>Reads the files.</summary>
    /// <exception cref="SettingsException">One cannot be read.</exception>
    public static TlsFiles Read(string certificatePath, string keyPath, string caBundlePath) => new(certificatePath, keyPath, caBundlePath);

    /// <summary>Reads the files that settings name.</summary>
    /// <exception cref="SettingsException">One cannot be read.</exception>
    public static TlsFiles Read(TransportSettings settings) => new(settings.CertificatePath, settings.KeyPath, settings.CaBundlePath);

    private static byte[] Content(string setting, string path)
    {
        try
        {
            return new FileInfo(path).Length <= LargestBytes
                ? File.ReadAllBytes(path)
                : throw new SettingsException([$"{setting}={path}: is too large to be a PEM file"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{setting}={path}: {e.Message}; name a file that this user may read"]);
        }
    }
}
