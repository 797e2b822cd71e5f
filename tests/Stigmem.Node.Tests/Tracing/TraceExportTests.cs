using System.Net;
using Stigmem.Node.Tests.Crash;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Tracing;

/// <summary>What a collector gets, over a real connection.</summary>
[Collection(Alone.Name)]
public sealed class TraceExportTests
{
    private const string CallersTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CallersSpan = "00f067aa0ba902b7";
    private const string Secret = "a-secret-nobody-may-see";

    [Fact]
    public async Task An_assert_is_followed_from_the_callers_span_to_the_commit()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var node = await StartAsync(collector))
        {
            using var ada = await node.ClientFor("agent:ada", "write");
            var answer = await ada.AssertFact("user:x", "memory:r", Secret, "agent:ada", headers: ("traceparent", $"00-{CallersTrace}-{CallersSpan}-01"));
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        }
        var spans = collector.Spans.Where(span => span.TraceId == CallersTrace).ToDictionary(span => span.Name);
        var (request, assert, commit) = (spans["POST /v1/facts"], spans["stigmem.assert_fact"], spans["stigmem.commit"]);
        Assert.Equal((CallersSpan, request.Id, assert.Id), (request.ParentId, assert.ParentId, commit.ParentId));
        Assert.Equal(["http.request.method", "http.response.status_code", "http.route"], request.Attributes);
        Assert.Equal(["stigmem.contradicted", "stigmem.fact_id", "stigmem.tenant"], assert.Attributes);
        Assert.Equal(("stigmem-test", "Stigmem.Store"), (commit.Service, commit.Source));
    }

    [Fact]
    public async Task No_value_no_key_and_no_name_that_a_caller_chose_leaves_the_node()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var node = await StartAsync(collector))
        {
            var key = $"{Secret}-key";
            await node.GrantAsync(key, new KeyGrant { EntityUri = $"agent:{Secret}", Permissions = ["read", "write", "admin"] });
            using var client = node.ClientWith(key);
            client.DefaultRequestHeaders.UserAgent.ParseAdd(Secret);
            await client.AssertFact($"user:{Secret}", $"memory:{Secret}", Secret, $"agent:{Secret}");
            await client.Send("GET", $"/v1/facts?entity=user:{Secret}&token={Secret}");
            await client.Send("DELETE", $"/v1/aliases/user:{Secret}");
            await client.Send("GET", $"/v1/gardens/{Secret}");
            await client.Send("GET", $"/{Secret}/unknown");
            await client.Send("POST", "/v1/facts", Secret);
        }
        Assert.Contains(collector.Spans, span => span.Name == "GET /v1/facts");
        Assert.DoesNotContain(Secret, collector.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_called_is_told_only_when_asked_for()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var node = await StartAsync(collector, ("METRICS_PRINCIPAL_LABEL", "true")))
        {
            using var ada = await node.ClientFor("agent:ada", "write");
            await ada.AssertFact("user:x", "memory:r", "1", "agent:ada");
        }
        Assert.Contains("stigmem.principal", collector.Spans.Single(span => span.Name == "stigmem.assert_fact").Attributes);
    }

    [Fact]
    public async Task A_collector_that_is_not_there_hurts_nobody()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["OTEL_ENABLED"] = "true", ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1" });
        using var ada = await node.ClientFor("agent:ada", "write");
        Assert.Equal(HttpStatusCode.Created, (await ada.AssertFact("user:x", "memory:r", "1", "agent:ada")).Status);
    }

    [Fact]
    public async Task A_node_without_tracing_does_not_load_the_packages()
    {
        using var folder = new TempFolder();
        using var node = await NodeChild.StartAsync(folder.File("stigmem.db"));
        using (var client = new HttpClient { BaseAddress = node.Address })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz")).StatusCode);
        Assert.DoesNotContain("OpenTelemetry", node.MappedFiles, StringComparison.Ordinal);
        Assert.Contains("Stigmem.Node.dll", node.MappedFiles, StringComparison.Ordinal);
    }

    private static Task<TestNode> StartAsync(OtlpReceiver collector, params (string Name, string Value)[] more) => TestNode.StartAsync(
        more.Append(("OTEL_ENABLED", "true")).Append(("OTEL_SERVICE_NAME", "stigmem-test")).Append(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url + "/"))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2));
}
