using System.Net;
using System.Text;
using System.Text.Json;
using Stigmem.Node.Audit;
using Stigmem.Protocol.Audit;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

public sealed class AuditExportTests
{
    private const string Header =
        "id,fact_id,event_type,principal_entity_uri,principal_oidc_sub,source,attested_key_id,attested_key_entity_uri,attested_key_description,fact_entity,fact_relation,fact_value_type,fact_value_v,fact_scope,ts";

    [Fact]
    public async Task Csv_is_oldest_first_with_the_contract_s_columns()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var first = await ada.AssertFact("user:x", "memory:a", "=1+1", "agent:ada");
        var second = await ada.AssertFact("user:x", "memory:b", "say \"hi\", zoë", "agent:ada");
        var export = await ada.Send("GET", "/v1/audit/export");
        Assert.Equal(("text/csv; charset=utf-8", "attachment; filename=\"stigmem-audit.csv\""), (export.Headers["Content-Type"], export.Headers["Content-Disposition"]));
        Assert.Equal(
            [
                Header,
                $"{first["id"]},{first["id"]},fact_write,agent:ada,,agent:ada,,,,user:x,memory:a,string,'=1+1,local,{first["timestamp"]}",
                $"{second["id"]},{second["id"]},fact_write,agent:ada,,agent:ada,,,,user:x,memory:b,string,\"say \"\"hi\"\", zoë\",local,{second["timestamp"]}",
                "",
            ],
            export.Text.Split("\r\n"));
    }

    [Fact]
    public async Task An_export_of_many_pages_is_complete_and_limited()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            for (var i = 0; i < 70; i++)
                await ada.AssertFact("user:x", $"memory:w{worker}n{i}", "1", "agent:ada");
        }));
        var lines = (await ada.Send("GET", "/v1/audit/export?format=ndjson")).Text.Split('\n')[..^1];
        Assert.Equal(1_120, lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(1_120 + 2, (await ada.Send("GET", "/v1/audit/export")).Text.Split("\r\n").Length);
        Assert.Equal(501 + 2, (await ada.Send("GET", "/v1/audit/export?limit=501")).Text.Split("\r\n").Length);
        Assert.Equal(1 + 2, (await ada.Send("GET", "/v1/audit/export?limit=1")).Text.Split("\r\n").Length);
    }

    [Fact]
    public async Task Ndjson_is_a_line_an_entry()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.AssertFact("user:x", "memory:a", "two\nlines", "agent:ada");
        var export = await ada.Send("GET", "/v1/audit/export?format=ndjson");
        Assert.Equal("application/x-ndjson", export.Headers["Content-Type"]);
        var line = Assert.Single(export.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((await ada.Send("GET", "/v1/audit")).Json.GetProperty("entries")[0].GetRawText(), line);
        var refused = await ada.Send("GET", "/v1/audit/export?format=xlsx");
        Assert.Equal((HttpStatusCode.BadRequest, "format must be one of ['csv', 'ndjson']"), (refused.Status, refused.Detail));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=A1", "'=A1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\t=A1", "'\t=A1")]
    [InlineData("\r=A1", "\"'\r=A1\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("a\nb", "\"a\nb\"")]
    public void Cells_that_a_spreadsheet_would_run_are_guarded(string value, string cell)
    {
        var csv = new StringBuilder();
        AuditCsv.Append(csv, new AuditLogEntry
        {
            Id = "1", FactId = null, EventType = "e", EntityUri = null, OidcSub = null, Source = "", AttestedKeyId = null, Ts = "t", FactValueV = value,
        });
        Assert.Equal($"1,,e,,,,,,,,,,{cell},,t\r\n", csv.ToString());
    }
}
