using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stigmem.Core.Words;

namespace Stigmem.Agents.Memory;

/// <summary>What a model wants remembered (agents contract, vault section 6.3).</summary>
internal sealed partial record Capture
{
    private const int MostName = 80;
    private const int MostDescription = 200;

    private static readonly string[] Required = ["type", "name", "description", "confidence", "sources", "body"];
    private static readonly string[] Known = [.. Required, "supersedes", "merge_into", "pinned", "expires_at", "tags"];

    /// <summary>The kind of note.</summary>
    public required string Type { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it says, in a line.</summary>
    public required string Description { get; init; }

    /// <summary>How sure it is: high, medium or low.</summary>
    public required string Confidence { get; init; }

    /// <summary>Where it comes from; at least one.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>What it says.</summary>
    public required string Body { get; init; }

    /// <summary>The file of the note whose place it takes.</summary>
    public string? Supersedes { get; init; }

    /// <summary>The file of the note that it confirms.</summary>
    public string? MergeInto { get; init; }

    /// <summary>Whether every prompt shall have it.</summary>
    public bool IsPinned { get; init; }

    /// <summary>After which it does not count, <c>YYYY-MM-DD</c>.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The stem of its file name: the kind, and the name in lower-case ASCII, everything else as <c>_</c>. Letters lose their accents.</summary>
    public string Stem => $"{Type}_{NotInNames().Replace(WordBreaker.Fold(Name), "_").Trim('_')}";

    /// <summary>Reads a marker.</summary>
    /// <exception cref="AgentException"><c>SchemaValidationError</c>, naming the key.</exception>
    public static Capture Read(JsonObject marker)
    {
        if (Required.FirstOrDefault(key => marker[key] is null) is { } missing)
            throw Invalid(missing, "is missing");
        if (marker.Select(member => member.Key).FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
            throw Invalid(unknown, "is not known");
        var type = Text(marker, "type")!;
        if (!NoteTypes.All.Any(pair => pair.Type == type))
            throw Invalid("type", $"must be one of {string.Join(", ", NoteTypes.All.Select(pair => pair.Type))}");
        var confidence = Text(marker, "confidence")!;
        if (confidence is not ("high" or "medium" or "low"))
            throw Invalid("confidence", "must be high, medium or low");
        return new Capture
        {
            Type = type,
            Name = Line(marker, "name", MostName),
            Description = Line(marker, "description", MostDescription),
            Confidence = confidence,
            Sources = Texts(marker, "sources") is { Count: > 0 } sources ? sources : throw Invalid("sources", "must name at least one"),
            Body = Text(marker, "body")!,
            Supersedes = Text(marker, "supersedes"),
            MergeInto = Text(marker, "merge_into"),
            IsPinned = marker["pinned"] is { } pinned && (pinned.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? pinned.GetValue<bool>() : throw Invalid("pinned", "must be true or false")),
            ExpiresAt = Text(marker, "expires_at"),
            Tags = Texts(marker, "tags"),
        };
    }

    private static string Line(JsonObject marker, string key, int most)
    {
        var text = Text(marker, key)!;
        return text.EnumerateRunes().Count() <= most ? text : throw Invalid(key, $"must have at most {most} characters");
    }

    private static string? Text(JsonObject marker, string key) => marker[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Invalid(key, "must be a text"),
    };

    private static IReadOnlyList<string> Texts(JsonObject marker, string key) => marker[key] switch
    {
        null => [],
        JsonArray items => [.. items.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Invalid(key, "must hold texts"))],
        _ => throw Invalid(key, "must be a list"),
    };

    private static AgentException Invalid(string key, string problem) => new(AgentFaults.Schema, $"capture: {key} {problem}");

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInNames();
}
