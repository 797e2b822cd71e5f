using Stigmem.Sdk.Tests.Scripted;

namespace Stigmem.Sdk.Tests.Errors;

public sealed class StigmemExceptionTests : IAsyncLifetime
{
    private ScriptedNode _node = null!;

    public async Task InitializeAsync() => _node = await ScriptedNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_coded_detail_gives_its_code()
    {
        var failure = await Refused(403,
            """{"detail":{"code":"feedback_loop_provenance_required","message":"say from what","session_id":"s","scope":"team"},"code":"other","request_id":"r-1"}""");
        Assert.Equal(("feedback_loop_provenance_required", "r-1"), (failure.Code, failure.RequestId));
        Assert.StartsWith("""{"code":"feedback_loop""", failure.Detail, StringComparison.Ordinal);
        Assert.Contains("say from what", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_plain_detail_has_its_code_beside_it()
    {
        var failure = await Refused(404, """{"detail":"garden not found","code":"garden_gone"}""");
        Assert.Equal(("garden_gone", "\"garden not found\""), (failure.Code, failure.Detail));
        Assert.Equal("GET /v1/facts/x: 404 garden_gone: garden not found", failure.Message);
    }

    [Theory]
    [InlineData(400, "bad_request")]
    [InlineData(401, "invalid_credentials")]
    [InlineData(403, "permission_required")]
    [InlineData(404, "not_found")]
    [InlineData(409, "conflict")]
    [InlineData(422, "unprocessable")]
    [InlineData(500, "internal_error")]
    [InlineData(504, "http_504")]
    public async Task A_detail_without_a_code_gets_that_of_its_status(int status, string code) =>
        Assert.Equal(code, (await Refused(status, """{"detail":"because"}""")).Code);

    [Fact]
    public async Task The_quota_answer_of_the_reference_has_a_wait_and_no_detail()
    {
        _node.Then(429, """{"error":"quota_exceeded","dimension":"fact_write","principal":"agent:x","retry_after":2.5}""");
        var failure = await Assert.ThrowsAsync<StigmemException>(() => _node.Client(retry: RetryPolicy.None).Facts.GetAsync("x"));
        Assert.Equal(("quota_exceeded", null, TimeSpan.FromSeconds(2.5)), (failure.Code, failure.Detail, failure.RetryAfter));
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_date_to_come_back_at_is_a_wait()
    {
        _node.Then(503, "{}", retryAfter: "Wed, 04 Mar 2026 05:06:37 GMT");
        var failure = await Assert.ThrowsAsync<StigmemException>(() => _node.Client(new ManualClock(), retry: RetryPolicy.None).Facts.GetAsync("x"));
        Assert.Equal(TimeSpan.FromSeconds(30), failure.RetryAfter);
    }

    [Fact]
    public async Task A_list_of_problems_is_read()
    {
        var failure = await Refused(422,
            """{"detail":[{"type":"missing","loc":["body","source"],"msg":"Field required","input":{"entity":"e"}},{"type":"less_than_equal","loc":["body","facts",3,"confidence"],"msg":"Input should be less than or equal to 1","input":7,"ctx":{"le":1.0}}]}""");
        Assert.Equal("validation_failed", failure.Code);
        Assert.Collection(
            failure.Problems,
            problem => Assert.Equal(("missing", "body.source", "Field required", """{"entity":"e"}"""), (problem.Type, problem.Path, problem.Message, problem.Input)),
            problem => Assert.Equal(("body.facts.3.confidence", "7"), (problem.Path, problem.Input)));
        Assert.EndsWith("body.source: Field required (and 1 more)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"detail":[1,null,"x",{"loc":"y"},{"loc":[null,{}]}]}""", 2)]
    [InlineData("""{"detail":{"code":7}}""", 0)]
    [InlineData("""{"detail":"\ud800"}""", 0)]
    [InlineData("""[]""", 0)]
    [InlineData("""{"detail":""", 0)]
    [InlineData("", 0)]
    public async Task A_strange_refusal_is_still_one(string body, int problems)
    {
        var failure = await Refused(400, body);
        Assert.Equal((400, "bad_request", problems), (failure.Status, failure.Code, failure.Problems.Count));
    }

    [Fact]
    public async Task The_page_of_a_proxy_is_an_error_by_its_status()
    {
        var failure = await Refused(502, "<html><h1>Bad Gateway</h1></html>", "text/html");
        Assert.Equal((502, "http_502", null, true), (failure.Status, failure.Code, failure.Detail, failure.IsTransient));
        Assert.DoesNotContain("<html>", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("null")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("")]
    public async Task A_success_that_is_not_the_contract_is_an_error(string body)
    {
        var failure = await Refused(200, body, "text/html");
        Assert.Equal((200, ClientErrorCodes.InvalidAnswer, false), (failure.Status, failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task A_refusal_whose_explanation_was_torn_keeps_its_status()
    {
        _node.ThenTornBody(403, """{"detail":"wri""");
        Assert.Equal(403, (await Assert.ThrowsAsync<StigmemException>(() => _node.Client().Facts.GetAsync("x"))).Status);
    }

    [Fact]
    public async Task Queries_and_keys_stay_out_of_messages()
    {
        const string key = "a-key-that-nobody-may-read-in-a-log";
        var client = _node.Client(apiKey: key);
        _node.Then(400, """{"detail":"no"}""");
        var failure = await Assert.ThrowsAsync<StigmemException>(() => client.Facts.QueryAsync(new() { Entity = "user:private" }));
        Assert.DoesNotContain("private", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal($"Bearer {key}", Assert.Single(_node.Received).Headers["Authorization"]);
    }

    private async Task<StigmemException> Refused(int status, string body, string type = "application/json")
    {
        _node.Then(status, body, type);
        return await Assert.ThrowsAsync<StigmemException>(() => _node.Client().Facts.GetAsync("x"));
    }
}
