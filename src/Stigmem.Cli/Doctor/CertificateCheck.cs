using System.Globalization;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Doctor;

/// <summary>The certificate of mutual TLS can be used, and can be next week.</summary>
internal static class CertificateCheck
{
    private const string Name = "certificate";
    private const string Cure = "Issue another, with 'stigmem cert issue' for example, and put it in the place of the old one; a running node reads it by itself.";
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static CheckResult Run(Patient patient)
    {
        if (patient.Settings is not { } settings)
            return CheckResult.Skipped(Name, "the settings cannot be read");
        if (!settings.Transport.IsMutual)
            return CheckResult.Skipped(Name, "mutual TLS is not set up");
        var now = patient.Time.GetUtcNow();
        try
        {
            var certificate = NodeCertificate.Load(TlsFiles.Read(settings.Transport), now);
            var (life, ids) = (certificate.Life, string.Join(", ", certificate.NodeIds));
            var detail = string.Create(CultureInfo.InvariantCulture, $"for {(ids.Length > 0 ? ids : "no node id")}, until {life.Until.ToUniversalTime():u}");
            if (settings.Identity.NodeId is { Length: > 0 } own && !certificate.NodeIds.Contains(own))
                return CheckResult.Failed(Name, detail, $"Peers refuse it: STIGMEM_NODE_ID is {own}. {Cure}");
            // One that lives for a day is renewed every day; a week before its end would be always.
            var left = life.Until - now;
            return left < Soon && left < (life.Until - life.From) / 3 ? CheckResult.Warning(Name, detail, Cure) : CheckResult.Ok(Name, detail);
        }
        catch (SettingsException e)
        {
            return CheckResult.Failed(Name, string.Join("; ", e.Problems), Cure);
        }
    }

    /// <summary>Only the owner reads its key.</summary>
    public static CheckResult Key(Patient patient) => patient.Settings is { Transport: { IsMutual: true } transport }
        ? FileChecks.Mode("certificate_key", transport.KeyPath, "there is no such file")
        : CheckResult.Skipped("certificate_key", "mutual TLS is not set up");
}
