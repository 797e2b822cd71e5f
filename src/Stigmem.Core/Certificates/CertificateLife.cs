namespace Stigmem.Core.Certificates;

/// <summary>From when to when a certificate holds.</summary>
/// <param name="From">The first moment.</param>
/// <param name="Until">The last one.</param>
public readonly record struct CertificateLife(DateTimeOffset From, DateTimeOffset Until)
{
    // Clocks of two machines differ; a certificate that was made a moment ago must hold on both.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    /// <summary>So many days from now, and a little before.</summary>
    public static CertificateLife Days(DateTimeOffset now, int days) => new(now - Leeway, now.AddDays(days));
}
