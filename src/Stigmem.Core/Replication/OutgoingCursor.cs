using System.Globalization;

namespace Stigmem.Core.Replication;

/// <summary>
/// How far a peer has read the log: <c>s12</c>, with the generation of the sharing rules <c>s12-g3</c>, and while it reads
/// again what a rule held back, <c>s12-g3-u40-f1</c>.
/// </summary>
/// <param name="After">The number of the last row that was looked at.</param>
/// <param name="Generation">The generation of the rules that rows were looked at with.</param>
/// <param name="Until">Where reading again ends and reading on begins; null while it reads on.</param>
/// <param name="Since">The generation that what was read before had; meaningful only while it reads again.</param>
public readonly record struct OutgoingCursor(long After, long Generation, long? Until = null, long Since = 0)
{
    /// <summary>Whether rows are looked at that were looked at before.</summary>
    public bool ReadsAgain => Until is not null;

    /// <summary>Reads a cursor of this node.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out OutgoingCursor cursor)
    {
        cursor = default;
        Span<Range> ranges = stackalloc Range[5];
        var count = text.Split(ranges, '-');
        if (count is not (1 or 2 or 4) || !TryPart(text[ranges[0]], 's', out var after))
            return false;
        var (generation, until, since) = (0L, 0L, 0L);
        if (count > 1 && !TryPart(text[ranges[1]], 'g', out generation))
            return false;
        if (count > 2 && !(TryPart(text[ranges[2]], 'u', out until) && TryPart(text[ranges[3]], 'f', out since)))
            return false;
        cursor = new OutgoingCursor(after, generation, count > 2 ? until : null, since);
        return true;
    }

    /// <summary>The cursor under the rules of a generation: when rules have ended since, it begins to read again.</summary>
    public OutgoingCursor At(long generation)
    {
        if (generation <= Generation)
            return this;
        if (After == 0 && !ReadsAgain)
            return this with { Generation = generation };
        return new OutgoingCursor(0, generation, Until ?? After, ReadsAgain ? Since : Generation);
    }

    /// <summary>The cursor after a row.</summary>
    public OutgoingCursor Behind(long seq) => this with { After = seq };

    /// <summary>The cursor when all that was to be read again is read.</summary>
    public OutgoingCursor ReadOn() => new(Until ?? After, Generation);

    /// <summary>The text that peers keep.</summary>
    public override string ToString()
    {
        if (Until is { } until)
            return string.Create(CultureInfo.InvariantCulture, $"s{After}-g{Generation}-u{until}-f{Since}");
        return Generation == 0
            ? string.Create(CultureInfo.InvariantCulture, $"s{After}")
            : string.Create(CultureInfo.InvariantCulture, $"s{After}-g{Generation}");
    }

    private static bool TryPart(ReadOnlySpan<char> text, char name, out long number)
    {
        number = 0;
        return text.Length > 1 && text[0] == name && long.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
