using System.Net;
using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Auth;

public sealed class KeyRouteTests
{
    private const string RawKey = "a-key-of-at-least-thirty-two-characters-0001";

    [Fact]
    public async Task Me_tells_what_the_key_makes_the_caller()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "write", "read");
        var me = await ada.Send("GET", "/v1/me");
        Assert.Equal("""{"entity_uri":"agent:ada","permissions":["read","write"],"oidc_sub":null,"tenant_id":"default","allowed_scopes":["company","local","public","team"]}""", me.Text);
    }

    [Fact]
    public async Task Me_needs_a_key_and_says_so_in_the_contract_s_words()
    {
        await using var node = await TestNode.StartAsync();
        using var nobody = node.Anonymous();
        using var stranger = node.ClientWith("never-registered");
        var none = await nobody.Send("GET", "/v1/me");
        Assert.Equal((HttpStatusCode.Unauthorized, "Authorization header required", "Bearer"), (none.Status, none.Detail, none.Headers["WWW-Authenticate"]));
        var bad = await stranger.Send("GET", "/v1/me");
        Assert.Equal((HttpStatusCode.Unauthorized, "Invalid or expired API key"), (bad.Status, bad.Detail));
    }

    [Fact]
    public async Task Without_authentication_everybody_is_the_anonymous_caller()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var nobody = node.Anonymous();
        var me = await nobody.Send("GET", "/v1/me");
        Assert.Equal("anon:trusted", me["entity_uri"]);
        Assert.Equal("""["federate","read","write"]""", me.Json.GetProperty("permissions").GetRawText());
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.Send("POST", "/v1/auth/keys", Body(RawKey))).Status);
    }

    [Fact]
    public async Task A_registered_key_works_and_its_record_never_shows_it()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin");
        var created = await admin.Send("POST", "/v1/auth/keys", Body(RawKey, """,  "entity_uri":" Agent:CTO ","permissions":["write","read","read"],"description":"for tests" """));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("agent:cto", created["entity_uri"]);
        Assert.Equal("""["read","write"]""", created.Json.GetProperty("permissions").GetRawText());
        Assert.Equal("default", created["tenant_id"]);
        Assert.DoesNotContain(RawKey, created.Text, StringComparison.Ordinal);
        Assert.False(created.Json.TryGetProperty("warnings", out _));
        using var cto = node.ClientWith(RawKey);
        Assert.Equal("agent:cto", (await cto.Send("GET", "/v1/me"))["entity_uri"]);
        var listed = (await cto.Send("GET", "/v1/auth/keys")).Json;
        Assert.Equal(created["id"], listed[0].GetProperty("id").GetString());
        Assert.Equal("""["write","read"]""", listed[0].GetProperty("permissions").GetRawText());
    }

    [Fact]
    public async Task Subjects_of_a_provider_keep_their_case()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin");
        Assert.Equal("oidc:AbC", (await admin.Send("POST", "/v1/auth/keys", Body(RawKey, ""","entity_uri":"oidc:AbC" """)))["entity_uri"]);
    }

    [Theory]
    [InlineData("""{"entity_uri":"user:x"}""", "missing")]
    [InlineData("""{"raw_key":"too-short","entity_uri":"user:x"}""", "string_too_short")]
    [InlineData("""{"raw_key":"a-key-of-at-least-thirty-two-characters-0001","entity_uri":""}""", "string_too_short")]
    [InlineData("""{"raw_key":"a-key-of-at-least-thirty-two-characters-0001","entity_uri":"user:x","permissions":"read"}""", "list_type")]
    [InlineData("""{"raw_key":"a-key-of-at-least-thirty-two-characters-0001","entity_uri":"user:x","allowed_scopes":["galaxy"]}""", "value_error")]
    [InlineData("""{"raw_key":"a-key-of-at-least-thirty-two-characters-0001","entity_uri":"user:x","allowed_scopes":[]}""", "value_error")]
    public async Task Shape_problems_are_listed_before_rights_are_looked_at(string body, string type)
    {
        await using var node = await TestNode.StartAsync();
        using var reader = await node.ClientFor("user:reader", "read");
        var answer = await reader.Send("POST", "/v1/auth/keys", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(type, answer.Json.GetProperty("detail")[0].GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("read,write", "", HttpStatusCode.Forbidden, "admin permission required to mint API keys")]
    [InlineData("admin", ""","permissions":["fly","boil"]""", HttpStatusCode.BadRequest, "unknown permissions: ['boil', 'fly']; allowed: ['admin', 'admin:federation', 'audit.read', 'federate', 'instruction:write', 'read', 'write']")]
    [InlineData("admin", ""","permissions":[]""", HttpStatusCode.BadRequest, "permissions list must be non-empty")]
    [InlineData("admin", ""","tenant_id":"Not A Tenant" """, HttpStatusCode.BadRequest, "tenant_id_invalid: 'Not A Tenant'")]
    [InlineData("admin", ""","tenant_id":" " """, HttpStatusCode.BadRequest, "tenant_id_empty")]
    [InlineData("admin", ""","expires_at":"2099-01-01T00:00:00Z" """, HttpStatusCode.BadRequest, "expires_at exceeds configured static API key max age (90 days)")]
    [InlineData("admin", ""","expires_at":"soon" """, HttpStatusCode.BadRequest, "expires_at must be an ISO 8601 date or time")]
    [InlineData("admin", ""","entity_uri":"stigmem://" """, HttpStatusCode.BadRequest, "invalid_entity_uri: entity URI must not have an empty authority")]
    public async Task Refusals_have_the_contract_s_words(string permissions, string more, HttpStatusCode status, string detail)
    {
        await using var node = await TestNode.StartAsync();
        using var caller = await node.ClientFor("user:caller", permissions.Split(','));
        var answer = await caller.Send("POST", "/v1/auth/keys", Body(RawKey, more));
        Assert.Equal((status, detail), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task A_raw_key_is_registered_once()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => admin.Send("POST", "/v1/auth/keys", Body(RawKey))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer =>
            Assert.Equal((HttpStatusCode.Conflict, "raw_key already exists; generate a new key value"), (answer.Status, answer.Detail)));
    }

    [Fact]
    public async Task A_key_without_expiry_gets_the_longest_life_and_then_stops_working()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        using var admin = await node.ClientFor("user:root", "admin");
        var created = await admin.Send("POST", "/v1/auth/keys", Body(RawKey));
        Assert.Equal("2026-06-02T05:06:07+00:00", created["expires_at"]);
        using var user = node.ClientWith(RawKey);
        Assert.Equal(HttpStatusCode.OK, (await user.Send("GET", "/v1/me")).Status);
        time.Advance(TimeSpan.FromDays(90));
        Assert.Equal("Invalid or expired API key", (await user.Send("GET", "/v1/me")).Detail);
    }

    [Fact]
    public async Task Expiring_keys_are_listed_soonest_first_for_admins()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        using var admin = await node.ClientFor("user:root", "admin");
        foreach (var (name, expiry) in new[] { ("late", "2026-03-20T00:00:00Z"), ("soon", "2026-03-05T05:06:07Z"), ("far", "2026-05-20T00:00:00Z") })
            Assert.Equal(HttpStatusCode.Created, (await Register(admin, name, expiry)).Status);
        var listed = (await admin.Send("GET", "/v1/auth/keys/expiring-soon")).Json;
        Assert.Equal(["user:soon", "user:late"], listed.EnumerateArray().Select(key => key.GetProperty("entity_uri").GetString()));
        Assert.Equal("1.0", listed[0].GetProperty("days_remaining").GetRawText());
        Assert.Equal("default", listed[0].GetProperty("tenant_id").GetString());
        Assert.Equal(1, (await admin.Send("GET", "/v1/auth/keys/expiring-soon?within_days=1")).Json.GetArrayLength());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.Send("GET", "/v1/auth/keys/expiring-soon?within_days=366")).Status);
        using var reader = await node.ClientFor("user:reader", "read");
        var refused = await reader.Send("GET", "/v1/auth/keys/expiring-soon");
        Assert.Equal((HttpStatusCode.Forbidden, "admin permission required to list expiring API keys"), (refused.Status, refused.Detail));
    }

    [Theory]
    [InlineData("30", 1)]
    [InlineData("100", 2)]
    public async Task How_far_expiring_looks_ahead_is_the_operator_s_choice(string days, int listed)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["API_KEY_EXPIRING_SOON_DAYS"] = days }, new FakeTime());
        using var admin = await node.ClientFor("user:root", "admin");
        foreach (var (key, until) in new[] { (RawKey, "2026-03-20"), (RawKey + "x", "2026-06-01") })
            Assert.Equal(HttpStatusCode.Created, (await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"{{key}}","entity_uri":"user:x","expires_at":"{{until}}"}""")).Status);
        Assert.Equal(listed, (await admin.Send("GET", "/v1/auth/keys/expiring-soon")).Json.GetArrayLength());
    }

    [Fact]
    public async Task An_admin_key_for_an_agent_draws_a_warning_or_is_refused()
    {
        const string more = ""","entity_uri":"stigmem://acme.test/agent/bot","permissions":["admin"]""";
        await using var lenient = await TestNode.StartAsync();
        using var admin = await lenient.ClientFor("user:root", "admin");
        Assert.Equal(1, (await admin.Send("POST", "/v1/auth/keys", Body(RawKey, more))).Json.GetProperty("warnings").GetArrayLength());
        await using var strict = await TestNode.StartAsync(new Dictionary<string, string> { ["REFUSE_AGENT_ADMIN_KEYS"] = "true" });
        using var other = await strict.ClientFor("user:root", "admin");
        Assert.Equal(HttpStatusCode.BadRequest, (await other.Send("POST", "/v1/auth/keys", Body(RawKey, more))).Status);
        Assert.Equal(HttpStatusCode.Created, (await other.Send("POST", "/v1/auth/keys", Body(RawKey, ""","permissions":["admin"]"""))).Status);
    }

    [Fact]
    public async Task A_key_for_few_scopes_is_held_to_them_and_mints_no_wider_one()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await node.ClientFor("user:root", "admin");
        var created = await admin.Send("POST", "/v1/auth/keys", Body(RawKey, ""","permissions":["admin","write"],"allowed_scopes":["local"]"""));
        Assert.Equal("""["local"]""", created.Json.GetProperty("allowed_scopes").GetRawText());
        using var narrow = node.ClientWith(RawKey);
        Assert.Equal(HttpStatusCode.Created, (await narrow.AssertFact("user:x", "memory:a", "1", "user:x")).Status);
        var denied = await narrow.AssertFact("user:x", "memory:a", "1", "user:x", scope: "company");
        Assert.Equal((HttpStatusCode.Forbidden, "scope not permitted for this key"), (denied.Status, denied.Detail));
        const string second = "a-key-of-at-least-thirty-two-characters-0002";
        Assert.Equal("scope not permitted for this key", (await narrow.Send("POST", "/v1/auth/keys", Body(second, ""","allowed_scopes":["public"]"""))).Detail);
        Assert.Equal("""["local"]""", (await narrow.Send("POST", "/v1/auth/keys", Body(second))).Json.GetProperty("allowed_scopes").GetRawText());
    }

    [Fact]
    public async Task With_tenancy_only_the_operator_reaches_into_other_tenants()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" });
        using var admin = await node.ClientFor("user:root", "admin");
        var created = await admin.Send("POST", "/v1/auth/keys", Body(RawKey, ""","permissions":["admin"],"tenant_id":" ACME " """));
        Assert.Equal("acme", created["tenant_id"]);
        using var acme = node.ClientWith(RawKey);
        Assert.Equal("acme", (await acme.Send("GET", "/v1/me"))["tenant_id"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await acme.Send("POST", "/v1/auth/keys", Body(RawKey + "2", ""","tenant_id":"default" """))).Status);
        var own = (await admin.Send("GET", "/v1/auth/keys")).Json[0].GetProperty("id").GetString();
        Assert.Equal("Key not found", (await acme.Send("DELETE", $"/v1/auth/keys/{own}")).Detail);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Send("DELETE", $"/v1/auth/keys/{created["id"]}")).Status);
    }

    private static Task<Http.Answer> Register(HttpClient admin, string name, string expiresAt) =>
        admin.Send("POST", "/v1/auth/keys", Body($"key-of-{name}-padded-to-thirty-two-characters", $$""","entity_uri":"user:{{name}}","expires_at":"{{expiresAt}}" """));

    private static string Body(string rawKey, string more = "") =>
        more.Contains("entity_uri", StringComparison.Ordinal)
            ? $$"""{"raw_key":"{{JsonEncodedText.Encode(rawKey)}}"{{more}}}"""
            : $$"""{"raw_key":"{{JsonEncodedText.Encode(rawKey)}}","entity_uri":"user:x"{{more}}}""";
}
