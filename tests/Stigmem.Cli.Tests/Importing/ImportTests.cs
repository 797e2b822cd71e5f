using System.Globalization;
using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Importing;

public sealed class ImportTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task Refused_lines_are_reported_with_their_number_and_the_rest_goes_on()
    {
        _sandbox.Write(
            "mixed.jsonl",
            """
            {"entity":"user:m1","relation":"memory:mixed","value":{"type":"string","v":"a"}}

            {broken
            {"entity":"user:m2","relation":"memory:mixed"}
            {"entity":"user:m3","relation":"memory:mixed","value":{"type":"number","v":"no number"}}
            {"entity":"user:m4","relation":"memory:mixed","value":{"type":"string","v":"b"},"scope":"galaxy"}
            {"entity":"user:m5","relation":"memory:mixed","value":{"type":"string","v":"b"},"garden_id":"stigmem://x/garden/nowhere"}
            {"entity":"user:m6","relation":"memory:mixed","value":{"type":"string","v":"c"},"source":"user:other"}
            """);
        var result = await _sandbox.RunAsync("import", "mixed.jsonl", "--source", "user:me", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.Json.GetProperty("accepted").GetInt32());
        Assert.Equal([3, 4, 5, 6, 7], result.Json.GetProperty("refusals").EnumerateArray().Select(refusal => refusal.GetProperty("line").GetInt32()));
        var sources = (await _sandbox.JsonAsync("fact", "query", "--relation", "memory:mixed")).GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("source").GetString()).Order();
        Assert.Equal(["user:me", "user:other"], sources);
        var told = await _sandbox.RunAsync("import", "mixed.jsonl");
        Assert.Contains("refused line 3: not a JSON object (not_a_fact)", told.Errors, StringComparison.Ordinal);
        Assert.Contains("refused line 6: ", told.Errors, StringComparison.Ordinal);
        Assert.Equal("2 accepted, 5 refused\n", told.Output);
    }

    [Fact]
    public async Task A_dry_run_of_lines_names_the_bad_ones_and_writes_nothing()
    {
        _sandbox.Write("dry.jsonl", "{\"entity\":\"user:d\",\"relation\":\"memory:dry\",\"value\":{\"type\":\"string\",\"v\":\"a\"}}\n{broken\n");
        var result = await _sandbox.RunAsync("import", "dry.jsonl", "--dry-run");
        Assert.Equal((1, "dry run, nothing was written: 1 accepted, 1 refused\n"), (result.ExitCode, result.Output));
        Assert.Equal("refused line 2: not a JSON object (not_a_fact)\n", result.Errors);
        Assert.Equal(0, (await _sandbox.JsonAsync("fact", "query", "--relation", "memory:dry")).GetProperty("total").GetInt32());
        Assert.False(File.Exists(_sandbox.File("dry.jsonl.import-state")));
    }

    [Fact]
    public async Task An_import_that_is_killed_goes_on_where_it_was()
    {
        const int count = 20_000;
        _sandbox.Write("large.jsonl", string.Join('\n', Enumerable.Range(0, count).Select(Line)));
        using (var first = _sandbox.Start("import", "large.jsonl", "--source", "user:me"))
        {
            await Poll.UntilAsync(() => File.Exists(_sandbox.File("large.jsonl.import-state")) || first.HasExited, "the first batch");
            first.Kill();
            await first.WaitForExitAsync();
        }
        using var state = JsonDocument.Parse(File.ReadAllText(_sandbox.File("large.jsonl.import-state")));
        var position = state.RootElement.GetProperty("position").GetInt32();
        Assert.InRange(position, 500, count - 1);
        var report = await _sandbox.JsonAsync("import", "large.jsonl", "--source", "user:me");
        Assert.Equal(position, report.GetProperty("resumed_at").GetInt32());
        Assert.Equal(count, report.GetProperty("accepted").GetInt32());
        Assert.False(File.Exists(_sandbox.File("large.jsonl.import-state")));
        (await _sandbox.RunAsync("export", "--relation", "memory:large", "--out", "large-out.jsonl")).ShouldSucceed();
        var entities = File.ReadLines(_sandbox.File("large-out.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("entity").GetString()).ToList();
        Assert.Equal(count, entities.Count);
        Assert.Equal(count, entities.Distinct().Count());

        static string Line(int i) => string.Create(
            CultureInfo.InvariantCulture, $"{{\"entity\":\"user:l{i}\",\"relation\":\"memory:large\",\"value\":{{\"type\":\"number\",\"v\":{i}}}}}");
    }

    [Fact]
    public async Task A_state_of_other_contents_is_not_used()
    {
        _sandbox.Write("changed.jsonl", """{"entity":"user:c","relation":"memory:changed","value":{"type":"string","v":"a"}}""");
        _sandbox.Write("changed.jsonl.import-state", """{"version":1,"fingerprint":"0000","position":1,"accepted":1,"rejected":0}""");
        (await _sandbox.RunAsync("import", "changed.jsonl")).ShouldFail(1, "import_state_mismatch", "--restart");
        Assert.Equal(1, (await _sandbox.JsonAsync("import", "changed.jsonl", "--restart")).GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Triples_become_facts()
    {
        _sandbox.Write(
            "graph.nt",
            """
            # a comment
            <http://e.example/a> <http://e.example/knows> <http://e.example/b> .
            <http://e.example/a> <http://e.example/age> "042"^^<http://www.w3.org/2001/XMLSchema#integer> .
            <http://e.example/a> <http://e.example/alive> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .
            <http://e.example/a> <http://e.example/born> "2000-01-02"^^<http://www.w3.org/2001/XMLSchema#date> .
            <http://e.example/a> <http://e.example/name> "caf\u00e9"@FR .
            _:b0 <http://e.example/part> _:b1 .
            <http://e.example/a> <http://e.example/broken> .
            """);
        var result = await _sandbox.RunAsync("import", "graph.nt", "--scope", "team");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("refused line 8: ", result.Errors, StringComparison.Ordinal);
        var facts = (await _sandbox.JsonAsync("fact", "query", "--entity", "http://e.example/a", "--scope", "team")).GetProperty("facts").EnumerateArray()
            .ToDictionary(fact => fact.GetProperty("relation").GetString()!["http://e.example/".Length..], fact => fact.GetProperty("value"));
        Assert.Equal("ref http://e.example/b", TypeAndText(facts["knows"]));
        Assert.Equal("number 42.0", TypeAndText(facts["age"]));
        Assert.Equal("boolean true", TypeAndText(facts["alive"]));
        Assert.Equal("datetime 2000-01-02", TypeAndText(facts["born"]));
        Assert.Equal("string café@fr", TypeAndText(facts["name"]));
        var part = (await _sandbox.JsonAsync("fact", "query", "--relation", "http://e.example/part")).GetProperty("facts")[0];
        Assert.Matches("^blank:[0-9a-f]{12}/b0$", part.GetProperty("entity").GetString());
        Assert.Matches("^blank:[0-9a-f]{12}/b1$", part.GetProperty("value").GetProperty("v").GetString());
    }

    [Fact]
    public async Task A_folder_of_notes_becomes_facts()
    {
        _sandbox.Write("vault/jobs/plan.md", "---\ntitle: The plan\ncount: 3\nversion: 1.10\ndone: false\nwhen: 2026-05-02\ntags: [a, b]\nmemory:role: lead\n---\n\nFirst line.\nSecond.\n");
        _sandbox.Write("vault/plain.md", "No head.");
        _sandbox.Write("vault/bad.md", "---\n[not: closed\n---\nbody");
        _sandbox.Write("vault/other.txt", "not a note");
        var result = await _sandbox.RunAsync("import", "vault", "--entity-prefix", "vault:");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("refused bad.md:1: the front matter is not YAML", result.Errors, StringComparison.Ordinal);
        var facts = (await _sandbox.JsonAsync("fact", "query", "--entity", "vault:jobs/plan")).GetProperty("facts").EnumerateArray()
            .ToDictionary(fact => fact.GetProperty("relation").GetString()!, fact => TypeAndText(fact.GetProperty("value")));
        Assert.Equal("string The plan", facts["note:title"]);
        Assert.Equal("number 3.0", facts["note:count"]);
        Assert.Equal("boolean false", facts["note:done"]);
        Assert.Equal("datetime 2026-05-02", facts["note:when"]);
        Assert.Equal("""text ["a","b"]""", facts["note:tags"]);
        Assert.Equal("string lead", facts["memory:role"]);
        Assert.Equal("text First line.\nSecond.", facts["note:body"]);
        Assert.Equal(1, (await _sandbox.JsonAsync("fact", "query", "--entity", "vault:plain")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_export_is_an_import()
    {
        await _sandbox.JsonAsync("fact", "assert", "user:round", "memory:trip", "--value", "there\nand back", "--scope", "public", "--valid-until", "2099-01-01");
        var line = (await _sandbox.RunAsync("export", "--relation", "memory:trip")).ShouldSucceed().Output;
        using var other = new Sandbox();
        (await other.RunAsync("auth", "bootstrap-key", "--key", "a-bootstrap-key-of-mine")).ShouldSucceed();
        other.Write("trip.jsonl", line);
        Assert.Equal(1, (await other.JsonAsync("import", "trip.jsonl", "--db", "stigmem.db")).GetProperty("accepted").GetInt32());
        var again = (await other.RunAsync("export", "--db", "stigmem.db")).ShouldSucceed().Output;
        Assert.Equal(JsonDocument.Parse(line).RootElement.GetProperty("cid").GetString(), JsonDocument.Parse(again).RootElement.GetProperty("cid").GetString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, await ModeOfExportAsync());
    }

    [Theory]
    [InlineData("missing.jsonl", 1, "no_source")]
    [InlineData("graph.xml", 2, "usage")]
    public async Task A_source_that_cannot_be_read_is_told(string path, int exitCode, string code)
    {
        _sandbox.Write("graph.xml", "<a/>");
        (await _sandbox.RunAsync("import", path)).ShouldFail(exitCode, code);
    }

    private async Task<UnixFileMode> ModeOfExportAsync()
    {
        await _sandbox.JsonAsync("export", "--relation", "memory:trip", "--out", "mode.jsonl");
        return File.GetUnixFileMode(_sandbox.File("mode.jsonl"));
    }

    private static string TypeAndText(JsonElement value) => $"{value.GetProperty("type").GetString()} {(value.GetProperty("v").ValueKind == JsonValueKind.String ? value.GetProperty("v").GetString() : value.GetProperty("v").GetRawText())}";
}
