using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Certificates;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Settings;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation.Tls;

/// <summary>The files of mutual TLS: what stops a start, and what happens when they change.</summary>
public sealed class CertificateFileTests : IDisposable
{
    private const string Id = "stigmem://a.example/node";
    private readonly Fleet _fleet = new();

    [Theory]
    [InlineData("certificate missing", "STIGMEM_TLS_CERT_PATH", "name a file that this user may read")]
    [InlineData("key missing", "STIGMEM_TLS_KEY_PATH", "name a file that this user may read")]
    [InlineData("bundle missing", "STIGMEM_TLS_CA_BUNDLE", "name a file that this user may read")]
    [InlineData("certificate is text", "STIGMEM_TLS_CERT_PATH", "-----BEGIN CERTIFICATE-----")]
    [InlineData("bundle is text", "STIGMEM_TLS_CA_BUNDLE", "-----BEGIN CERTIFICATE-----")]
    [InlineData("key is text", "STIGMEM_TLS_KEY_PATH", "name the key that the certificate was made with")]
    [InlineData("key of another", "STIGMEM_TLS_KEY_PATH", "name the key that the certificate was made with")]
    [InlineData("expired", "STIGMEM_TLS_CERT_PATH", "issue another")]
    [InlineData("not yet valid", "STIGMEM_TLS_CERT_PATH", "set the clock")]
    [InlineData("bundle expired", "STIGMEM_TLS_CA_BUNDLE", "every authority in it has expired")]
    public async Task Files_that_cannot_be_used_stop_the_start_with_the_cure(string wrong, string named, string cure)
    {
        using var pastFleet = new Fleet(new CertificateLife(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-1)));
        var settings = wrong switch
        {
            "expired" => _fleet.Write("a", _fleet.Issue(Id, Fleet.Over)),
            "not yet valid" => _fleet.Write("a", _fleet.Issue(Id, new CertificateLife(DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(2)))),
            _ => _fleet.Write("a", _fleet.Issue(Id)),
        };
        switch (wrong)
        {
            case "certificate missing":
                File.Delete(_fleet.At("a.pem"));
                break;
            case "key missing":
                File.Delete(_fleet.At("a.key"));
                break;
            case "bundle missing":
                File.Delete(_fleet.Bundle);
                break;
            case "certificate is text":
                File.WriteAllText(_fleet.At("a.pem"), "a certificate");
                break;
            case "bundle is text":
                File.WriteAllText(_fleet.Bundle, "authorities");
                break;
            case "key is text":
                File.WriteAllText(_fleet.At("a.key"), "a key");
                break;
            case "key of another":
                _fleet.Write("b", _fleet.Issue(Id));
                File.Copy(_fleet.At("b.key"), _fleet.At("a.key"), overwrite: true);
                break;
            case "bundle expired":
                File.Copy(pastFleet.Bundle, _fleet.Bundle, overwrite: true);
                break;
        }
        var refused = await Assert.ThrowsAsync<SettingsException>(() =>
            TestNode.StartAsync(settings.ToDictionary(pair => pair.Name, pair => pair.Value), databasePath: _fleet.Store()));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains(cure, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_files_are_taken_into_use_and_bad_ones_are_not()
    {
        using var first = _fleet.Issue(Id);
        using var second = _fleet.Issue(Id);
        await using var node = await FederatedNode.StartAsync(_fleet, Id, first, null);
        var name = Id.Replace('/', '-');
        Assert.Equal(first.SerialNumber, await ShownAsync(node));

        _fleet.Write(name, second);
        await RefreshAsync(node);
        Assert.Equal(second.SerialNumber, await ShownAsync(node));

        File.WriteAllText(_fleet.At(name + ".key"), "half a file");
        await RefreshAsync(node);
        File.Delete(_fleet.At(name + ".pem"));
        await RefreshAsync(node);
        Assert.Equal(second.SerialNumber, await ShownAsync(node));

        _fleet.Write(name, first);
        await RefreshAsync(node);
        Assert.Equal(first.SerialNumber, await ShownAsync(node));
    }

    /// <summary>An authority that is taken out of the bundle lets nobody in any more.</summary>
    [Fact]
    public async Task A_changed_bundle_changes_who_gets_in()
    {
        using var otherFleet = new Fleet();
        await using var node = await FederatedNode.StartAsync(_fleet, Id, _fleet.Issue(Id), null);
        using var theirs = _fleet.Client(node.Url, otherFleet.Issue("stigmem://b.example/node"));
        await Assert.ThrowsAsync<HttpRequestException>(() => theirs.Send("GET", "/healthz"));
        await File.AppendAllTextAsync(_fleet.Bundle, "\n" + await File.ReadAllTextAsync(otherFleet.Bundle));
        await RefreshAsync(node);
        Assert.Equal(200, (int)(await theirs.Send("GET", "/healthz")).Status);
        Assert.Equal(200, (int)(await node.Operator.Send("GET", "/healthz")).Status);
        File.Copy(otherFleet.Bundle, _fleet.Bundle, overwrite: true);
        await RefreshAsync(node);
        await Assert.ThrowsAsync<HttpRequestException>(() => node.Operator.Send("GET", "/healthz"));
    }

    [Fact]
    public async Task Metrics_tell_how_long_the_certificate_holds()
    {
        await using var node = await FederatedNode.StartAsync(_fleet, Id, _fleet.Issue(Id, Fleet.Days(2)), null);
        var line = (await node.Operator.Send("GET", "/metrics")).Text.Split('\n').Single(line => line.StartsWith("stigmem_tls_certificate_seconds_left ", StringComparison.Ordinal));
        Assert.InRange(double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), 86_400, 2 * 86_400);
    }

    public void Dispose() => _fleet.Dispose();

    private static Task RefreshAsync(FederatedNode node) => node.Node.App.Services.GetRequiredService<CertificateReloadJob>().RunOnceAsync(CancellationToken.None);

    private async Task<string> ShownAsync(FederatedNode node)
    {
        var serial = "";
        using var certificate = _fleet.Issue("stigmem:operator");
        using var client = _fleet.Client(node.Url, certificate, seen: shown => serial = shown.SerialNumber);
        Assert.Equal(200, (int)(await client.Send("GET", "/healthz")).Status);
        return serial;
    }
}
