using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Connections;

/// <summary>The certificate with which a command calls a node that is behind mutual TLS: the variables are the node's own.</summary>
internal sealed record ClientCertificate(string CertificatePath, string KeyPath, string CaBundlePath)
{
    /// <summary>What the settings name; null when they name nothing.</summary>
    /// <exception cref="SettingsException">They name some of the files only.</exception>
    public static ClientCertificate? Of(SettingsSource settings) =>
        Of(Setting(settings, TlsFiles.CertificateSetting), Setting(settings, TlsFiles.KeySetting), Setting(settings, TlsFiles.BundleSetting));

    /// <summary>The three files; null when there are none.</summary>
    /// <exception cref="SettingsException">There are some only.</exception>
    public static ClientCertificate? Of(string certificate, string key, string bundle)
    {
        string[] paths = [certificate, key, bundle];
        if (paths.All(path => path.Length == 0))
            return null;
        return paths.All(path => path.Length > 0)
            ? new ClientCertificate(certificate, key, bundle)
            : throw new SettingsException([$"{TlsFiles.CertificateSetting}, {TlsFiles.KeySetting} and {TlsFiles.BundleSetting} belong together: set all three, or none"]);
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="SettingsException">They cannot be used.</exception>
    public NodeCertificate Load() => NodeCertificate.Load(TlsFiles.Read(CertificatePath, KeyPath, CaBundlePath), TimeProvider.System.GetUtcNow());

    private static string Setting(SettingsSource settings, string name) => settings.TryGet(name, out var value, out _) ? value.Trim() : "";
}
