using System.Text.RegularExpressions;
using Stigmem.Core.Faults;

namespace Stigmem.Core.Sanitizing;

/// <summary>
/// Looks at a text before a model reads it (Facts contract, section 22). Patterns are matched on the normalized text,
/// where look-alike letters and invisible characters no longer hide a word; what is returned is the original without
/// control characters, so that honest text keeps its bytes. One instance serves all threads.
/// </summary>
public sealed class Sanitizer
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Regex[] _operatorPatterns;

    private Sanitizer(Regex[] operatorPatterns) => _operatorPatterns = operatorPatterns;

    /// <summary>A sanitizer with the built-in patterns only.</summary>
    public static Sanitizer BuiltIn { get; } = new([]);

    /// <summary>A sanitizer with the operator's patterns besides the built-in ones; a broken pattern is refused with its text.</summary>
    public static Outcome<Sanitizer> Create(IReadOnlyList<string> operatorPatterns)
    {
        var compiled = new Regex[operatorPatterns.Count];
        for (var i = 0; i < compiled.Length; i++)
        {
            try
            {
                compiled[i] = Compile(operatorPatterns[i]);
            }
            catch (ArgumentException broken)
            {
                return new Fault(
                    FaultCode.ValidationFailed,
                    $"sanitizer pattern {i + 1} is not a regular expression: {broken.Message}");
            }
        }

        return new Sanitizer(compiled);
    }

    /// <summary>Cleans the text and names the patterns that it matches.</summary>
    public SanitizerVerdict Inspect(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(ControlCharacters.Plain))
            return Verdict(text, changed: false, Match(text));

        var cleaned = ControlCharacters.Without(text, ControlCharacters.Unwanted);
        var visible = ControlCharacters.Without(CompatibilityForm.Of(text), ControlCharacters.Invisible);
        return Verdict(cleaned, cleaned.Length != text.Length, Match(visible));
    }

    private static SanitizerVerdict Verdict(string text, bool changed, List<string>? warnings) =>
        new(text, changed, warnings is null ? [] : warnings);

    private List<string>? Match(string text)
    {
        List<string>? warnings = null;
        BuiltInPatterns.Match(text, ref warnings);
        foreach (var pattern in _operatorPatterns)
        {
            if (Matches(pattern, text))
                (warnings ??= []).Add(pattern.ToString());
        }

        return warnings;
    }

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that exhausts a pattern is hostile until someone has looked at it.
            return true;
        }
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            // Look-around and back references need the backtracking engine; the time limit is what bounds it.
            return new Regex(pattern, Options, Patience);
        }
    }
}
