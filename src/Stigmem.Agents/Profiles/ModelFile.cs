using System.Globalization;
using System.Text.RegularExpressions;
using Stigmem.Agents.Yaml;

namespace Stigmem.Agents.Profiles;

/// <summary>Which model an agent runs on and what it may cost, from its <c>model.md</c> (agents contract, vault section 5.3).</summary>
internal sealed partial record ModelFile
{
    /// <summary>The model of an agent whose file names none.</summary>
    public const string UsualModel = "claude-sonnet-4-6-20260101";

    private const int UsualInput = 12_000;
    private const int UsualOutput = 4_000;

    /// <summary>The model.</summary>
    public string DefaultModel { get; private init; } = UsualModel;

    /// <summary>The model that takes over at a cap; null when there is none.</summary>
    public string? Fallback { get; private init; }

    /// <summary>Who serves the models; null when their names tell.</summary>
    public string? Provider { get; private init; }

    /// <summary>The most tokens of the system prompt.</summary>
    public int MostInputTokens { get; private init; } = UsualInput;

    /// <summary>The most tokens of an answer.</summary>
    public int MostOutputTokens { get; private init; } = UsualOutput;

    /// <summary>The caps.</summary>
    public Guardrails Guardrails { get; private init; } = new();

    /// <summary>Whether equal work items of machines are done once.</summary>
    public bool DedupsByBody { get; private init; }

    /// <summary>Where conversations are kept; null when they are not.</summary>
    public string? ConversationBackend { get; private init; }

    /// <summary>Reads the text of a file, lines ended by line feeds.</summary>
    public static ModelFile Parse(string text) => new()
    {
        DefaultModel = Default().Match(text) is { Success: true } named ? named.Groups[1].Value : UsualModel,
        Fallback = FallbackModel().Match(text) is { Success: true } other ? other.Groups[1].Value : null,
        Provider = ProviderLine().Match(YamlFence().Replace(text, "")) is { Success: true } provider ? provider.Groups[1].Value : null,
        MostInputTokens = Tokens(InputTokens(), text, UsualInput),
        MostOutputTokens = Tokens(OutputTokens(), text, UsualOutput),
        Guardrails = YamlFence().Matches(text)
            .Select(fence => YamlReader.ReadMap(fence.Groups[1].Value, out _))
            .Select(map => map is not null && map.TryMap("cost_guardrails", out var block) ? Guardrails.Read(block) : null)
            .FirstOrDefault(block => block is not null) ?? new Guardrails(),
        DedupsByBody = text.Split('\n').Any(line => line.Trim() == "## Dedup Body Hash"),
        ConversationBackend = AfterHeading(text, "## Conversation Backend"),
    };

    private static int Tokens(Regex pattern, string text, int usual) =>
        pattern.Match(text) is { Success: true } match
            && int.TryParse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var tokens)
            ? tokens
            : usual;

    private static string? AfterHeading(string text, string heading)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        var at = lines.IndexOf(heading);
        return at < 0 ? null : lines.Skip(at + 1).FirstOrDefault(line => line.Length > 0);
    }

    [GeneratedRegex(@"##\s+Default model[^\n]*\n\s*(?:\*\*)?`?([A-Za-z0-9._/-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Default();

    [GeneratedRegex(@"##\s+Fallback[^\n]*\n\s*(?:\*\*)?`?([A-Za-z0-9._/-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FallbackModel();

    [GeneratedRegex(@"^provider:[ \t]*([A-Za-z0-9._-]+)[ \t]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ProviderLine();

    [GeneratedRegex(@"(?:Max system prompt|Max input)\D*?([0-9][0-9,]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InputTokens();

    [GeneratedRegex(@"Max output\D*?([0-9][0-9,]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OutputTokens();

    [GeneratedRegex(@"^```yaml[ \t]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex YamlFence();
}
