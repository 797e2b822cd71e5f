using System.Text.Json;
using Stigmem.Core.Faults;

namespace Stigmem.Core.Trust;

/// <summary>
/// The operator's exceptions to the formula: sources that are always or never trusted, everywhere or in one scope.
/// Where both apply, never wins.
/// </summary>
public sealed class TrustRules
{
    private static readonly JsonDocumentOptions Options =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly HashSet<(string Source, string? Scope)> _always;
    private readonly HashSet<(string Source, string? Scope)> _never;

    private TrustRules(HashSet<(string Source, string? Scope)> always, HashSet<(string Source, string? Scope)> never)
    {
        _always = always;
        _never = never;
    }

    /// <summary>No exceptions.</summary>
    public static TrustRules None { get; } = new([], []);

    /// <summary>
    /// Reads a rules file: <c>{"always_trust":[{"org_uri":"…","scope":"…"}],"never_trust":[…]}</c>. An entry may be the
    /// bare URI; <c>scope</c> is optional.
    /// </summary>
    public static Outcome<TrustRules> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return Broken("the file must hold an object");

            return !TryRead(root, "always_trust", out var always) || !TryRead(root, "never_trust", out var never)
                ? Broken("always_trust and never_trust must be lists of URIs or of objects with org_uri and scope")
                : new TrustRules(always, never);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return Broken(failure.Message);
        }
    }

    /// <summary>1 or 0 if a rule decides, null if the formula does.</summary>
    public double? Decide(string source, string scope)
    {
        if (Holds(_never, source, scope))
            return 0.0;
        return Holds(_always, source, scope) ? 1.0 : null;
    }

    private static bool Holds(HashSet<(string Source, string? Scope)> rules, string source, string scope) =>
        rules.Count > 0 && (rules.Contains((source, null)) || rules.Contains((source, scope)));

    private static bool TryRead(JsonElement root, string name, out HashSet<(string Source, string? Scope)> rules)
    {
        rules = [];
        if (!root.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
            return true;
        if (list.ValueKind != JsonValueKind.Array)
            return false;

        foreach (var entry in list.EnumerateArray())
        {
            if (!TryReadRule(entry, out var source, out var scope) || string.IsNullOrWhiteSpace(source))
                return false;
            rules.Add((source, scope));
        }

        return true;
    }

    private static bool TryReadRule(JsonElement entry, out string? source, out string? scope)
    {
        (source, scope) = (null, null);
        if (entry.ValueKind == JsonValueKind.String)
        {
            source = entry.GetString();
            return true;
        }

        // A scope that cannot be read must not become a rule for all scopes.
        return entry.ValueKind == JsonValueKind.Object
            && TryReadText(entry, "org_uri", out source)
            && TryReadText(entry, "scope", out scope);
    }

    private static bool TryReadText(JsonElement entry, string name, out string? text)
    {
        text = null;
        if (!entry.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return true;

        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }

    private static Fault Broken(string reason) => new(FaultCode.ValidationFailed, $"trust rules: {reason}");
}
