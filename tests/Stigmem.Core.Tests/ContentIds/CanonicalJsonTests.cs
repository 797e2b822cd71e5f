using System.Text;
using System.Text.Json;
using Stigmem.Core.ContentIds;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.ContentIds;

public class CanonicalJsonTests
{
    private const string Key = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg";

    private const string Declaration = $$"""{"allowed_scopes":["company","public"],"federation_pubkey":"{{Key}}","node_id":"stigmem://acme.example/node-a","node_url":"https://a.acme.example:8765","signed_at":"2026-05-02T00:00:00Z"}""";

    private const string Manifest = $$"""{"entities":["https://acme.example","stigmem://acme.example/agent/bot"],"entity_uri":"https://acme.example","expires_at":"2027-05-02T00:00:00Z","issued_at":"2026-05-02T00:00:00Z","key_id":"56475aa75463474c","public_key":"{{Key}}","rotation_events":[]}""";

    private const string Capability = """{"expiry":"2026-05-02T01:00:00+00:00","issued_at":"2026-05-02T00:00:00+00:00","issuer":"https://acme.example","nonce":"0000000000000000000000000000000000000000000000000000000000000000","object":"stigmem://facts/scope:public","subject":"stigmem://acme.example/agent/bot","token_id":"11111111-2222-4333-8444-555555555555","token_version":1,"verb":"write"}""";

    [Fact]
    public void Writes_the_declaration_of_the_contract() => Assert.Equal(
        Declaration,
        Text(CanonicalJson.WriteAscii(
        [
            new("signed_at", "2026-05-02T00:00:00Z"), new("node_url", "https://a.acme.example:8765"),
            new("node_id", "stigmem://acme.example/node-a"), new("federation_pubkey", Key),
            new("allowed_scopes", new List<string> { "company", "public" }),
        ])));

    [Theory]
    [InlineData(Declaration)]
    [InlineData(Manifest)]
    [InlineData(Capability)]
    public void A_canonical_document_stays_as_it_is(string canonical)
    {
        Assert.Equal(canonical, Text(CanonicalJson.WriteAscii(Parse(Shuffled(canonical)))));
        Assert.Equal(canonical, Text(CanonicalJson.WriteUtf8(Parse(Shuffled(canonical)))));
        Assert.Equal(canonical, Text(CanonicalJson.WriteJcs(Parse(Shuffled(canonical)))));
    }

    [Fact]
    public void Only_the_first_dialect_escapes_what_is_not_ascii()
    {
        var given = Parse("""{"node_id":"stigmem://zoë/é🚀"}""");
        Assert.Equal("""{"node_id":"stigmem://zo\u00eb/\u00e9\ud83d\ude80"}""", Text(CanonicalJson.WriteAscii(given)));
        Assert.Equal("""{"node_id":"stigmem://zoë/é🚀"}""", Text(CanonicalJson.WriteUtf8(given)));
        Assert.Equal("""{"node_id":"stigmem://zoë/é🚀"}""", Text(CanonicalJson.WriteJcs(given)));
    }

    [Fact]
    public void Escapes_nothing_but_quotes_backslashes_and_controls()
    {
        const string Expected = "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f/\u007F<&";
        var given = Parse("\"\\u0022\\\\\\u0008\\u000c\\u000A\\u000D\\u0009\\u0000\\u001F\\/\\u007f\\u003c&\\u2028\"");
        Assert.Equal(Expected + "\u2028\"", Text(CanonicalJson.WriteUtf8(given)));
        Assert.Equal(Expected + "\\u2028\"", Text(CanonicalJson.WriteAscii(given)));
    }

    [Fact]
    public void Sorts_keys_by_code_point_and_not_by_code_unit()
    {
        var given = Parse("""{"\ud83d\ude80":1,"\uffee":2,"b":3,"":4,"ab":5,"a":6}""");
        Assert.Equal("{\"\":4,\"a\":6,\"ab\":5,\"b\":3,\"\uFFEE\":2,\"🚀\":1}", Text(CanonicalJson.WriteUtf8(given)));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0", "0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1.0", "1.0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1E2", "100.0")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("[true,false,null,{},[ ]]", "[true,false,null,{},[]]")]
    [InlineData("""{"a":1,"b":2,"a":3}""", """{"a":3,"b":2}""")]
    public void Keeps_integers_and_rewrites_reals(string given, string expected) =>
        Assert.Equal(expected, Text(CanonicalJson.WriteUtf8(Parse(given))));

    [Theory]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""["\ude80\ud83d"]""")]
    [InlineData("[1e999]")]
    public void Refuses_what_has_no_canonical_form(string given)
    {
        Assert.Throws<FormatException>(() => CanonicalJson.WriteAscii(Parse(given)));
        Assert.Throws<FormatException>(() => CanonicalJson.WriteUtf8(Parse(given)));
        Assert.Throws<FormatException>(() => CanonicalJson.WriteJcs(Parse(given)));
    }

    // Code units, because an attribute cannot carry a lone surrogate.
    [Theory]
    [InlineData('a', '\uD83D')]
    [InlineData('\uDE80', '\uD83D')]
    [InlineData('\uD83D', 'a')]
    public void Refuses_lone_surrogates_of_members_built_in_code(char first, char second)
    {
        var text = $"{first}{second}";
        Assert.Throws<FormatException>(() => CanonicalJson.WriteAscii([new("k", text)]));
        Assert.Throws<FormatException>(() => CanonicalJson.WriteUtf8([new("k", text)]));
        Assert.Throws<FormatException>(() => CanonicalJson.WriteUtf8([new(text, "v")]));
    }

    [Fact]
    public void Refuses_values_it_does_not_know() =>
        Assert.Throws<FormatException>(() => CanonicalJson.WriteUtf8([new("k", 1m)]));

    [Fact]
    public void Both_dialects_read_back_as_the_same_strings() => Properties.Holds(3000, Samples.Text(8), Samples.Text(600), (key, text) =>
    {
        KeyValuePair<string, object?>[] members = [new(key, text), new("n" + key, new List<object?> { 1L, 2.5, true, null })];
        var ascii = CanonicalJson.WriteAscii(members);
        Assert.True(Ascii.IsValid(ascii));
        foreach (var bytes in new[] { ascii, CanonicalJson.WriteUtf8(members) })
        {
            var read = Parse(Text(bytes));
            Assert.Equal(text, read.GetProperty(key).GetString());
            Assert.Equal(4, read.GetProperty("n" + key).GetArrayLength());
            Assert.Equal(bytes, bytes == ascii ? CanonicalJson.WriteAscii(read) : CanonicalJson.WriteUtf8(read));
        }
    });

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        return document.RootElement.Clone();
    }

    private static string Shuffled(string canonical) =>
        "{ " + string.Join(" , ", Parse(canonical).EnumerateObject().Reverse().Select(m => $"\"{m.Name}\" : {m.Value.GetRawText()}")) + " }";
}
