using System.Security.Cryptography.X509Certificates;
using Stigmem.Cli.Tests.Running;
using Stigmem.Core.Certificates;

namespace Stigmem.Cli.Tests.Federation;

/// <summary>Certificates that the executable makes, and nodes that use them.</summary>
public sealed class CertCommandTests : IDisposable
{
    private const string IdA = "stigmem://a.example/node";
    private const string IdB = "stigmem://b.example/node";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Sandbox _fleet = new();

    [Fact]
    public async Task An_authority_and_a_certificate_are_made_and_never_overwritten()
    {
        (await _fleet.RunAsync("cert", "ca", "--name", "my fleet")).ShouldSucceed();
        var issued = (await _fleet.RunAsync("cert", "issue", "--node-id", IdA, "--host", "a.example", "--host", "10.0.0.5", "--out", "a", "--days", "7")).ShouldSucceed();
        Assert.Contains($"STIGMEM_NODE_ID={IdA}\nSTIGMEM_TLS_CERT_PATH={_fleet.File("a.pem")}\nSTIGMEM_TLS_KEY_PATH={_fleet.File("a.key")}\nSTIGMEM_TLS_CA_BUNDLE={_fleet.File("ca.pem")}\n", issued.Output, StringComparison.Ordinal);
        Assert.Equal((OwnerOnly, OwnerOnly), (File.GetUnixFileMode(_fleet.File("ca.key")), File.GetUnixFileMode(_fleet.File("a.key"))));
        using var made = X509Certificate2.CreateFromPemFile(_fleet.File("a.pem"), _fleet.File("a.key"));
        Assert.True(SubjectNames.AreOf(made, IdA));
        Assert.True(made.MatchesHostname("a.example") && made.MatchesHostname("10.0.0.5"));
        Assert.InRange(made.NotAfter - made.NotBefore, TimeSpan.FromDays(7), TimeSpan.FromDays(8));
        var before = await File.ReadAllTextAsync(_fleet.File("ca.key"));
        (await _fleet.RunAsync("cert", "ca")).ShouldFail(1, "key_file_exists", "--out");
        (await _fleet.RunAsync("cert", "issue", "--node-id", IdB, "--host", "b.example", "--out", "a")).ShouldFail(1, "key_file_exists", "--out");
        Assert.Equal(before, await File.ReadAllTextAsync(_fleet.File("ca.key")));
    }

    [Fact]
    public async Task What_cannot_be_issued_is_told()
    {
        (await _fleet.RunAsync("cert", "issue", "--node-id", IdA)).ShouldFail(1, "ca_unreadable", "cert ca");
        (await _fleet.RunAsync("cert", "ca", "--days", "0")).ShouldFail(2, "usage");
        (await _fleet.RunAsync("cert", "ca")).ShouldSucceed();
        (await _fleet.RunAsync("cert", "issue", "--node-id", IdA, "--host", "https://a.example")).ShouldFail(2, "usage", "without scheme");
        (await _fleet.RunAsync("cert", "issue", "--node-id", "stigmem://zoë")).ShouldFail(2, "usage", "STIGMEM_NODE_ID");
        (await _fleet.RunAsync("cert", "issue")).ShouldFail(2, "usage");
        Assert.Equal(["ca.key", "ca.pem"], Directory.GetFiles(_fleet.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        (await _fleet.RunAsync("cert", "issue", "--node-id", IdA)).ShouldSucceed();
        (await _fleet.RunAsync("cert", "issue", "--node-id", IdB, "--ca", "node", "--out", "b")).ShouldFail(1, "ca_unreadable");
    }

    /// <summary>The way of the guide, from the authority to a fact that has crossed.</summary>
    [Fact]
    public async Task Two_nodes_with_certificates_of_the_executable_exchange_facts()
    {
        (await _fleet.RunAsync("cert", "ca")).ShouldSucceed();
        using Sandbox a = new(), b = new();
        await using var nodeA = await StartAsync(a, IdA);
        await using var nodeB = await StartAsync(b, IdB);
        Assert.StartsWith("https://", nodeA.Url, StringComparison.Ordinal);
        await TwoNodes.JoinAsync(a, b, nodeB);
        await TwoNodes.JoinAsync(b, a, nodeA);
        (await a.RunAsync("fact", "assert", "user:alice", "memory:city", "--value", "Oslo", "--scope", "company")).ShouldSucceed();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await b.JsonAsync("fact", "query", "--entity", "user:alice")).GetProperty("facts").GetArrayLength() == 0)
            limit.Token.ThrowIfCancellationRequested();

        var checkup = (await a.RunAsync("doctor", "--json")).Json.GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("name").GetString()!);
        Assert.Equal("ok", checkup["certificate"].GetProperty("status").GetString());
        Assert.Contains(IdA, checkup["certificate"].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("ok", checkup["certificate_key"].GetProperty("status").GetString());
        Assert.Contains("mutual TLS answers", checkup["port"].GetProperty("detail").GetString(), StringComparison.Ordinal);

        a.Variables["STIGMEM_TLS_CERT_PATH"] = a.Variables["STIGMEM_TLS_KEY_PATH"] = a.Variables["STIGMEM_TLS_CA_BUNDLE"] = "";
        (await a.RunAsync("federation", "peers")).ShouldFail(1, "unreachable");
        (await a.RunAsync("federation", "peers", "--url", nodeA.Url.Replace("https:", "http:", StringComparison.Ordinal))).ShouldFail(1, "mutual_tls_required", "STIGMEM_TLS_CERT_PATH");
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_or_is_of_another_node_is_found()
    {
        (await _fleet.RunAsync("cert", "ca")).ShouldSucceed();
        var made = await _fleet.JsonAsync("cert", "issue", "--node-id", IdA);
        _fleet.Variables["STIGMEM_TLS_CERT_PATH"] = made.GetProperty("certificate").GetString()!;
        _fleet.Variables["STIGMEM_TLS_KEY_PATH"] = made.GetProperty("key").GetString()!;
        _fleet.Variables["STIGMEM_TLS_CA_BUNDLE"] = made.GetProperty("ca_bundle").GetString()!;
        _fleet.Variables["STIGMEM_NODE_ID"] = IdB;
        _fleet.Variables["STIGMEM_PORT"] = "0";
        Assert.Equal("failed", await CertificateAsync());
        _fleet.Variables["STIGMEM_NODE_ID"] = IdA;
        Assert.Equal("ok", await CertificateAsync());
        using var authority = X509Certificate2.CreateFromPemFile(_fleet.File("ca.pem"), _fleet.File("ca.key"));
        using var old = CertificateMaking.ForNode(authority, IdA, [], new CertificateLife(authority.NotBefore, DateTimeOffset.UtcNow.AddMinutes(1)));
        await File.WriteAllTextAsync(_fleet.File("node.pem"), old.ExportCertificatePem());
        await File.WriteAllTextAsync(_fleet.File("node.key"), old.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Assert.Equal("warning", await CertificateAsync());
        await File.WriteAllTextAsync(_fleet.File("node.pem"), "a certificate");
        Assert.Equal("failed", await CertificateAsync());

        async Task<string?> CertificateAsync() => (await _fleet.RunAsync("doctor", "--json")).Json.GetProperty("checks").EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == "certificate").GetProperty("status").GetString();
    }

    public void Dispose() => _fleet.Dispose();

    private async Task<NodeProcess> StartAsync(Sandbox sandbox, string nodeId)
    {
        var port = FreePort.Next();
        var made = await _fleet.JsonAsync("cert", "issue", "--node-id", nodeId, "--host", "127.0.0.1", "--out", sandbox.File("node"));
        sandbox.Variables["STIGMEM_NODE_ID"] = nodeId;
        sandbox.Variables["STIGMEM_TLS_CERT_PATH"] = made.GetProperty("certificate").GetString()!;
        sandbox.Variables["STIGMEM_TLS_KEY_PATH"] = made.GetProperty("key").GetString()!;
        sandbox.Variables["STIGMEM_TLS_CA_BUNDLE"] = made.GetProperty("ca_bundle").GetString()!;
        sandbox.Variables["STIGMEM_NODE_URL"] = $"https://127.0.0.1:{port}";
        sandbox.Variables["STIGMEM_FEDERATION_ENABLED"] = "1";
        sandbox.Variables["STIGMEM_FEDERATION_ALLOW_NETWORKS"] = "127.0.0.0/8";
        sandbox.Variables["STIGMEM_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return await NodeProcess.StartAsync(sandbox, port);
    }
}
