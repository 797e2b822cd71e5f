using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Serving;

public sealed class NodeCommandTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    [Fact]
    public async Task It_serves_and_stops_cleanly_when_told()
    {
        await using var node = await NodeProcess.StartAsync(_sandbox);
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri($"{node.Url}/healthz"))).StatusCode);
        Assert.Equal(0, await node.StopAsync());
        Assert.False(File.Exists(_sandbox.File("stigmem.db-wal")), "the log was not moved into the file");
    }

    [Fact]
    public async Task To_try_it_makes_one_admin_key_and_shows_it_once()
    {
        await using (var first = await NodeProcess.StartAsync(_sandbox))
        {
            Assert.NotNull(first.AdminKey);
            var me = await _sandbox.JsonAsync("auth", "whoami");
            Assert.Equal(7, me.GetProperty("permissions").GetArrayLength());
        }
        await using var second = await NodeProcess.StartAsync(_sandbox);
        Assert.Null(second.AdminKey);
        await _sandbox.JsonAsync("auth", "whoami");
    }

    [Fact]
    public async Task To_try_it_proposes_commands_that_lead_to_a_contradiction()
    {
        using var process = _sandbox.Start("node", "--try", "--port", "0");
        try
        {
            var welcome = await WelcomeAsync(process.StandardOutput).WaitAsync(TimeSpan.FromSeconds(60));
            using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", "Bearer " + Regex.Match(welcome, "STIGMEM_API_KEY=(.*)").Groups[1].Value } } };
            var facts = new Uri(Regex.Match(welcome, "listens on (.*),").Groups[1].Value + "/v1/facts");
            List<bool> contradicted = [];
            foreach (Match body in Regex.Matches(welcome, "-d '(.*?)'"))
            {
                using var content = new StringContent(body.Groups[1].Value, Encoding.UTF8, "application/json");
                var answer = await (await http.PostAsync(facts, content)).Content.ReadAsStringAsync();
                contradicted.Add(JsonDocument.Parse(answer).RootElement.GetProperty("contradicted").GetBoolean());
            }
            Assert.Equal([false, true], contradicted);
            Assert.Contains("/v1/conflicts", welcome, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Settings_that_do_not_allow_a_start_are_all_named()
    {
        _sandbox.Variables["STIGMEM_PORT"] = "abc";
        _sandbox.Variables["STIGMEM_AUTH_REQUIRED"] = "perhaps";
        var result = await _sandbox.RunAsync("node");
        result.ShouldFail(1, "settings_refused", "config show");
        Assert.Contains("STIGMEM_PORT", result.Errors, StringComparison.Ordinal);
        Assert.Contains("STIGMEM_AUTH_REQUIRED", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_left_alone()
    {
        _sandbox.Write("notes.db", "these are notes, not a database, and they stay what they are");
        var result = await _sandbox.RunAsync("node", "--db", "notes.db", "--port", "0");
        result.ShouldFail(1, "not_a_store");
        Assert.StartsWith("these are notes", File.ReadAllText(_sandbox.File("notes.db")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_and_costs_no_key()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (await _sandbox.RunAsync("node", "--try", "--port", port)).ShouldFail(1, "address_in_use", "--port");
        await using var node = await NodeProcess.StartAsync(_sandbox);
        Assert.NotNull(node.AdminKey);
    }

    [Fact]
    public async Task A_store_has_one_user_at_a_time()
    {
        await using var node = await NodeProcess.StartAsync(_sandbox);
        _sandbox.Variables.Remove("STIGMEM_URL");
        (await _sandbox.RunAsync("node", "--port", "0")).ShouldFail(1, "store_in_use", "stop it");
        (await _sandbox.RunAsync("fact", "query", "--db", "stigmem.db")).ShouldFail(1, "store_in_use", "--url");
        (await _sandbox.RunAsync("auth", "bootstrap-key", "--key", "sixteen-characters")).ShouldFail(1, "store_in_use");
    }

    public void Dispose() => _sandbox.Dispose();

    /// <summary>What it prints up to the end of its proposals, which an empty line closes.</summary>
    private static async Task<string> WelcomeAsync(StreamReader output)
    {
        var text = new StringBuilder();
        var curls = 0;
        while (await output.ReadLineAsync() is { } line && !(curls > 0 && line.Length == 0))
        {
            curls += line.Contains("curl ", StringComparison.Ordinal) ? 1 : 0;
            text.Append(line).Append('\n');
        }
        return text.ToString();
    }
}
