using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stigmem.Core.Certificates;

namespace Stigmem.Core.Tests.Certificates;

public sealed class CertificateMakingTests
{
    private static readonly CertificateLife Life = CertificateLife.Days(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero), 30);

    /// <summary>The base library would make <c>stigmem://compose/</c> of the first and small letters of the second.</summary>
    [Theory]
    [InlineData("stigmem://compose")]
    [InlineData("stigmem://Acme.Example:8765/Node%2DA")]
    [InlineData("stigmem:node:019a0000-0000-7000-8000-000000000000")]
    public void A_node_id_stands_in_the_certificate_letter_by_letter(string nodeId)
    {
        using var authority = CertificateMaking.Authority("fleet", Life);
        using var made = CertificateMaking.ForNode(authority, nodeId, ["a.example", "10.0.0.5", "::1"], Life);
        using var read = X509CertificateLoader.LoadCertificate(made.RawData);
        Assert.Equal([nodeId], SubjectNames.UrisOf(read));
        Assert.True(SubjectNames.AreOf(read, nodeId));
        Assert.False(SubjectNames.AreOf(read, nodeId + "/"));
        Assert.True(read.MatchesHostname("a.example"));
        Assert.True(read.MatchesHostname("10.0.0.5"));
        Assert.True(read.MatchesHostname("::1"));
        Assert.False(read.MatchesHostname("b.example"));
    }

    [Theory]
    [InlineData("stigmem://zoë/é")]
    [InlineData("stigmem://two words")]
    [InlineData("")]
    public void A_name_that_a_certificate_cannot_hold_is_refused(string nodeId)
    {
        using var authority = CertificateMaking.Authority("fleet", Life);
        Assert.Throws<ArgumentException>(() => CertificateMaking.ForNode(authority, nodeId, [], Life));
    }

    [Fact]
    public void A_certificate_leads_to_its_authority_and_signs_no_others()
    {
        using var authority = CertificateMaking.Authority("fleet", Life);
        using var other = CertificateMaking.Authority("fleet", Life);
        using var made = CertificateMaking.ForNode(authority, "stigmem://a", [], CertificateLife.Days(Life.From, 9_000));
        Assert.True(LeadsTo(authority, made, Life.From.AddDays(1)));
        Assert.False(LeadsTo(other, made, Life.From.AddDays(1)));
        Assert.False(LeadsTo(authority, made, Life.Until.AddDays(1)));
        Assert.Equal(authority.NotAfter, made.NotAfter);
        Assert.True(CertificateMaking.ForNode(authority, "stigmem://a", [], Life).SerialNumber != made.SerialNumber);
        Assert.False(made.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    [Fact]
    public void Names_that_cannot_be_read_are_none()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", [0x30, 0x05, 0x86, 0x7f, 0x61, 0x62, 0x63], false));
        using var broken = request.CreateSelfSigned(Life.From, Life.Until);
        Assert.Empty(SubjectNames.UrisOf(broken));
        Assert.Empty(SubjectNames.UrisOf(CertificateMaking.Authority("fleet", Life)));
    }

    private static bool LeadsTo(X509Certificate2 authority, X509Certificate2 made, DateTimeOffset at)
    {
        using var chain = new X509Chain
        {
            ChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = at.LocalDateTime },
        };
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        return chain.Build(made);
    }
}
