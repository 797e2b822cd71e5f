using System.Security.Cryptography.X509Certificates;
using Stigmem.Cli.Failures;
using Stigmem.Core.Clock;

namespace Stigmem.Cli.Certificates;

/// <summary>Numbers and times of certificates, as commands take and print them.</summary>
internal static class CertificateTexts
{
    /// <summary>When a certificate ends.</summary>
    public static string Expiry(X509Certificate2 certificate) => Instants.Format(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds() * 1_000_000);

    /// <summary>A number of days within bounds.</summary>
    /// <exception cref="CommandFailure">It is not.</exception>
    public static int Days(int days, int most) =>
        days >= 1 && days <= most ? days : throw CommandFailure.Usage($"--days must be 1 to {most}", "Certificates that live shortly do less harm when they are stolen.");
}
