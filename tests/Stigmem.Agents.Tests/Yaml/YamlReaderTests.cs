using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Agents.Yaml;

namespace Stigmem.Agents.Tests.Yaml;

/// <summary>What we read is what the Python stack's loader reads.</summary>
public sealed class YamlReaderTests
{
    private static readonly string[] Scalars =
    [
        "yes", "No", "on", "OFF", "y", "n", "true", "TRUE", "False", "tRue", "null", "~", "Null", "", "nULL",
        "0", "7", "-3", "+12", "012", "-017", "08", "09", "0", "00", "0b101", "-0b11", "0b", "0x1F", "0xg", "1_000", "_1", "1__0", "10:30", "09:00", "1:2:3", "1:60", "190:20:30",
        "1.5", "-.5", ".5", "5.", "1e3", "1.0e3", "1.0e+3", "1.5E-2", "1_000.5", ".inf", "-.INF", "+.Inf", ".nan", ".NAN", "10:30.5", "1.2.3", "-", "+", ".", "..", "0.0", "12e03",
        "2026-05-06", "2026-5-6", "2026-05-06 10:11:12", "2026-05-06T10:11:12Z", "2026-05-06t1:02:03.5 +02:00", "2026-05-06 10:11", "20260506", "0001-01-01",
        "word", "two words", "a:b", "http://x/y", "<", "9007199254740993", "-9223372036854775808", "0o17", "1,5", "v1.2", "é", "e5", "0x", "1:2:3.25",
    ];

    private static readonly string[] Documents =
    [
        "a: 1\nb: yes\nc: 2026-01-02\n",
        "description: a long one that\n  is folded over\n  lines\nname: x\n",
        "sources:\n- conversation_1\n- 'journal/2026'\ntags: [a, 'b', 3, yes]\n",
        "text: |\n  one\n  two\nother: >\n  folded\n  text\n",
        "a: &x [1, 2]\nb: *x\n", "a: \"x\\ty\\u00e9\"\nb: 'it''s'\n", "# only a comment\n", "", "- a\n- b\n", "just text\n",
        "1: one\nno: two\n2026-01-01: three\nnull: four\n", "a: 1\na: 2\n", "nested:\n  deep:\n    - x: 1\n      y: 2\n",
        "description: plain: with colon\n", "a: [1, 2\n", "a: 'open\n", "a: @x\n", "a: *nowhere\n", "a: # comment only\nb: x # behind\n", "a: !!str 5\n",
    ];

    [Fact]
    public async Task Scalars_mean_what_they_mean_to_the_python_stack() => await CompareAsync([.. Scalars.Select(scalar => $"v: {scalar}\n")]);

    [Fact]
    public async Task Documents_mean_what_they_mean_to_the_python_stack() => await CompareAsync(Documents);

    /// <summary>The Python stack drops the whole block then; a text loses nothing.</summary>
    [Fact]
    public void A_date_that_is_none_is_a_text() => Assert.Equal("2026-13-40", YamlReader.ReadMap("v: 2026-13-40\n", out _)!["v"]);

    private static async Task CompareAsync(string[] documents)
    {
        var answer = await Python.RunAsync("Yaml/read_yaml.py", string.Concat(documents.Select(text => JsonSerializer.Serialize(text) + "\n")));
        var theirs = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(documents.Length, theirs.Length);
        var different = documents.Zip(theirs).Where(pair => !JsonNode.DeepEquals(Expected(pair.Second), Ours(pair.First)))
            .Select(pair => $"{pair.First.Trim()} -> {Ours(pair.First)?.ToJsonString()}, not {pair.Second}");
        Assert.True(!different.Any(), string.Join("\n", different));
    }

    /// <summary>What is no mapping is nothing to us.</summary>
    private static JsonObject Expected(string theirs) => JsonNode.Parse(theirs) switch
    {
        null => new JsonObject { ["map"] = new JsonArray() },
        JsonObject map => map,
        _ => new JsonObject { ["broken"] = true },
    };

    private static JsonNode? Ours(string text) => YamlReader.ReadMap(text, out _) is { } map ? Shown(map) : new JsonObject { ["broken"] = true };

    private static JsonNode? Shown(object? value) => value switch
    {
        null => null,
        YamlMap map => new JsonObject { ["map"] = new JsonArray([.. map.Keys.Select(key => new JsonArray(key, Shown(map[key])))]) },
        List<object?> items => new JsonArray([.. items.Select(Shown)]),
        bool flag => flag,
        long whole => new JsonObject { ["whole"] = whole.ToString(CultureInfo.InvariantCulture) },
        double real => new JsonObject { ["real"] = PythonFloat(real) },
        DateOnly date => new JsonObject { ["date"] = YamlScalar.Format(date) },
        DateTimeOffset instant => new JsonObject { ["instant"] = YamlScalar.Format(instant) },
        string text => text,
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static string PythonFloat(double real) => real switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        double.NaN => "nan",
        _ when real == Math.Floor(real) && Math.Abs(real) < 1e16 => real.ToString("F1", CultureInfo.InvariantCulture),
        _ => real.ToString("R", CultureInfo.InvariantCulture),
    };
}
