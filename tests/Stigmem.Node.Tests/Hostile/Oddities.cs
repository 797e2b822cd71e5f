namespace Stigmem.Node.Tests.Hostile;

/// <summary>Texts that programs stumble over.</summary>
internal static class Oddities
{
    /// <summary>JSON values, each wrong for most members.</summary>
    public static readonly IReadOnlyList<string> Json =
    [
        "null", "true", "false", "0", "-0", "-0.0", "1", "-1", "1.5", "1e999", "-1e999", "1e-999", "NaN", "Infinity", "-Infinity",
        "99999999999999999999999999999999", "1" + new string('0', 400), "0." + new string('0', 400) + "1", "007", "+1", ".5", "1.", "0x10",
        "\"\"", "\" \"", "\"\\t\\n\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"x\\ud83d\"", "\"\\ud83c\\udf31\"", "\"\\uffff\"", "\"\\ufeff\"",
        "\"\\u202e\"", "\"\u0130\"", "\"ΑΣ\"", "\"\u00a0\u2003\"", "\"nan\"", "\"Infinity\"", "\"1e999\"", "\"true\"", "\"0\"", "\"[]\"", "\"null\"",
        "[]", "[[]]", "[null]", "[1,\"a\",{}]", "{}", "{\"a\":1}", "{\"\":\"\"}", "{\"\\ud800\":1}", "{\"type\":\"string\",\"v\":{}}",
        "\"system:stigmem\"", "\"stigmem:conflict:x\"", "\"stigmem://\"", "\"stigmem:///a/b\"", "\"stigmem:// / / \"", "\"STIGMEM://A/B/C\"", "\"galaxy\"", "\"LOCAL\"",
        "\"'; DROP TABLE facts; --\"", "\"%\"", "\"%00\"", "\"../../etc/passwd\"", "\"<script>\"", "\"{{7*7}}\"", "\"$(id)\"", "\"\\\\\"", "\"\\u2028\"",
        "\"2026-13-01\"", "\"0001-01-01T00:00:00+23:59\"", "\"9999-12-31T23:59:59-23:59\"", "\"2026-01-01T25:00\"", "\"sha256:\"", "\"sha256:" + new string('a', 64) + "\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"{00000000-0000-0000-0000-000000000000}\"", "\"{0x0,0x0,0x0,{0,0,0,0,0,0,0,0}}\"",
    ];

    /// <summary>Whole bodies that are no object of the schema.</summary>
    public static readonly IReadOnlyList<string> Bodies =
    [
        "", " ", "{", "}", "[", "]", "{}", "[]", "null", "true", "1", "\"x\"", "{\"a\"", "{\"a\":", "{\"a\":1,}", "{\"a\":1}x", "{\"a\":1}{\"a\":1}", "{'a':1}", "{a:1}",
        "// c\n{}", "\ufeff{}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "undefined", "\0", "{\0}", "-", "tru", "\"", "{\"a\":1e}", "{\"a\":01}",
    ];

    /// <summary>Texts for the query and the path, escaped as far as they go.</summary>
    public static readonly IReadOnlyList<string> Escaped =
    [
        "", "%20", "+", "0", "-1", "+5", "05", "5.0", "5e0", "5.", ".5", "1e2", "NaN", "inf", "-0", "99999999999999999999", "9223372036854775807", "9223372036854775808", "2147483648",
        "true", "TRUE", "t", "yes", "2", "maybe", "null", "[]", "%00", "a%00b", "%zz", "%", "%2", "%2F", "%252F", "%2e%2e%2f", "..", "%C0%80", "%FF", "%ED%A0%80", "%F4%90%80%80",
        "%F0%9F%8C%B1", "%E2%80%AE", "%0d%0aX-Injected:%201", "%09", "%22", "%27", "%3B", "a;b", "a,b", "%7B%7D", "sha256:", "sha256%3A", "sha256:zz",
        "sha256:0000000000000000000000000000000000000000000000000000000000000000", "00000000-0000-0000-0000-000000000000", "%7B00000000-0000-0000-0000-000000000000%7D",
        "local", "galaxy", "stigmem://", "stigmem:///x/y", "stigmem://a/garden/x", "user:x", "2026-01-01", "2026-01-01T00:00:00%2B00:00", "2026-01-01T00:00:00+00:00", "0001-01-01", "9999-12-31",
        "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "winner", "latest", "pending", "csv", "resolved", "admin", "2026|x", "|", "2026-01-01T00:00:00Z|00000000-0000-0000-0000-000000000000",
    ];

    /// <summary>Header lines that a client should not send, and that must do no harm.</summary>
    public static readonly IReadOnlyList<string> Headers =
    [
        "Stigmem-Session: ", "Stigmem-Session: \t ", "Stigmem-Session: s\r\nStigmem-Session: t", "Stigmem-Session: %00", "Accept: text/html", "Accept: */*;q=nan", "Accept-Encoding: gzip, br",
        "If-None-Match: *", "Range: bytes=0-1", "Expect: 100-continue", "Origin: null", "Origin: http://evil.test", "Access-Control-Request-Method: DELETE", "X-Forwarded-For: 1.2.3.4",
        "X-HTTP-Method-Override: DELETE", "Cookie: a=b", "Upgrade: h2c", "Upgrade: websocket\r\nConnection: Upgrade", "Content-Encoding: gzip", "Traceparent: garbage", "Accept-Language: \u00e9",
        "Authorization: Basic eDp5", "Authorization: Bearer", "Authorization: Bearer ", "Authorization: bearer x", "Authorization: Bearer \u00fc\u00ff", "Authorization: Negotiate x",
    ];

    /// <summary>Content types; the last ones are right.</summary>
    public static readonly IReadOnlyList<string> ContentTypes =
    [
        "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/", "json", ";", "*/*",
        "APPLICATION/JSON", "application/json;", "application/ld+json", "application/json; charset=utf-8",
    ];
}
