using System.Buffers;
using System.Text.RegularExpressions;

namespace Stigmem.Core.Sanitizing;

/// <summary>
/// The thirteen patterns every node looks for. Each run of white space is an atomic group, so no text makes them
/// backtrack: the time is linear in its length.
/// </summary>
internal static partial class BuiltInPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Every pattern needs one of these, so most texts are settled by one vectorised search.</summary>
    private static readonly SearchValues<string> Anchors = SearchValues.Create(
        [
            "previous", "mode", "evil", "unfiltered", "uncensored", "dan", "prompt", "<|im_", "inst]", "human",
            "assistant", "__proto__", "constructor",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly Regex[] All =
    [
        IgnorePrevious(), DisregardPrevious(), NewMode(), ActAs(), SystemPrompt(), ChatStart(), ChatEnd(),
        InstructionStart(), InstructionEnd(), HumanLabel(), AssistantLabel(), PrototypeKey(), ConstructorKey(),
    ];


    /// <summary>Adds the texts of the patterns that occur.</summary>
    public static void Match(string text, ref List<string>? warnings)
    {
        if (!text.AsSpan().ContainsAny(Anchors))
            return;

        foreach (var pattern in All)
        {
            if (pattern.IsMatch(text))
                (warnings ??= []).Add(pattern.ToString());
        }
    }

    [GeneratedRegex(@"\bignore(?>\s+)(?:all(?>\s+))?previous(?>\s+)instructions?\b", Options)]
    private static partial Regex IgnorePrevious();

    [GeneratedRegex(@"\bdisregard(?>\s+)(?:all(?>\s+))?previous(?>\s+)(?:prompt|instruction)s?\b", Options)]
    private static partial Regex DisregardPrevious();

    [GeneratedRegex(@"\byou(?>\s+)are(?>\s+)now(?>\s+)in(?>\s+)a(?>\s+)(?:new|different)(?>\s+)mode\b", Options)]
    private static partial Regex NewMode();

    [GeneratedRegex(@"\bact(?>\s+)as(?>\s+)(?:an?(?>\s+))?(?:evil|unfiltered|uncensored|DAN)\b", Options)]
    private static partial Regex ActAs();

    [GeneratedRegex(@"\bsystem(?>\s*)prompt(?>\s*):", Options)]
    private static partial Regex SystemPrompt();

    [GeneratedRegex(@"<\|im_start\|>", Options)]
    private static partial Regex ChatStart();

    [GeneratedRegex(@"<\|im_end\|>", Options)]
    private static partial Regex ChatEnd();

    [GeneratedRegex(@"\[INST\]", Options)]
    private static partial Regex InstructionStart();

    [GeneratedRegex(@"\[/INST\]", Options)]
    private static partial Regex InstructionEnd();

    [GeneratedRegex(@"\bHuman(?>\s*):", Options)]
    private static partial Regex HumanLabel();

    [GeneratedRegex(@"\bAssistant(?>\s*):", Options)]
    private static partial Regex AssistantLabel();

    [GeneratedRegex(@"""__proto__""(?>\s*):", Options)]
    private static partial Regex PrototypeKey();

    [GeneratedRegex(@"""constructor""(?>\s*):", Options)]
    private static partial Regex ConstructorKey();
}
