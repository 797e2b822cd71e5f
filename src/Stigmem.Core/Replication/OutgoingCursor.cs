using System.Globalization;
using System.Text;
using Stigmem.Core.Facts;
using Stigmem.Core.Peers;

namespace Stigmem.Core.Replication;

/// <summary>
/// How far a peer has read the log, and what it was allowed to see there: <c>s12-p12</c>, with the generation of the sharing
/// rules <c>s12-g3-p12</c>, and while it reads again what has become free, <c>s12-g3-p12-u40-f1-w8</c>. Every part but the
/// first may be missing, as in cursors that were given before scopes stood in them.
/// </summary>
/// <param name="After">The number of the last row that was looked at.</param>
/// <param name="Generation">The generation of the rules that rows were looked at with.</param>
/// <param name="Until">Where reading again ends and reading on begins; null while it reads on.</param>
/// <param name="Since">The generation that what was read before had; meaningful only while it reads again.</param>
public readonly record struct OutgoingCursor(long After, long Generation, long? Until = null, long Since = 0)
{
    private const string PartNames = "sgpufw";

    /// <summary>The scopes that rows were looked at with; null if nobody wrote them down, which is taken for those of now.</summary>
    public PeerScopes? Scopes { get; init; }

    /// <summary>The scopes that what was read before had, while it reads again; null opens no scope.</summary>
    public PeerScopes? Was { get; init; }

    /// <summary>Whether rows are looked at that were looked at before.</summary>
    public bool ReadsAgain => Until is not null;

    /// <summary>Reads a cursor of this node.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out OutgoingCursor cursor)
    {
        cursor = default;
        Span<long?> parts = [null, null, null, null, null, null];
        var next = 0;
        foreach (var range in text.Split('-'))
        {
            // Each part once and in order, the place first.
            var part = text[range];
            var index = part.IsEmpty ? -1 : PartNames.IndexOf(part[0], StringComparison.Ordinal);
            if (index < next || (next == 0 && index > 0) || !long.TryParse(part[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;
            parts[index] = number;
            next = index + 1;
        }
        if (parts[3] is null != parts[4] is null || (parts[5] is not null && parts[3] is null)
            || !TryScopes(parts[2], out var scopes) || !TryScopes(parts[5], out var was))
            return false;
        cursor = new OutgoingCursor(parts[0]!.Value, parts[1] ?? 0, parts[3], parts[4] ?? 0) { Scopes = scopes, Was = was };
        return true;
    }

    /// <summary>The cursor under the terms of now: when a rule has ended or a scope has opened since, it begins to read again.</summary>
    public OutgoingCursor At(long generation, PeerScopes scopes)
    {
        var hasOpened = generation > Generation || (Scopes is { } before && !scopes.IsWithin(before));
        var now = this with { Generation = Math.Max(generation, Generation), Scopes = scopes };
        if (!hasOpened || (After == 0 && !ReadsAgain))
            return now;
        return ReadsAgain
            ? now with { After = 0, Was = Was ?? Scopes }
            : now with { After = 0, Until = After, Since = Generation, Was = Scopes };
    }

    /// <summary>Whether a scope was closed when what it reads again was read before.</summary>
    public bool Opens(FactScope scope) => Was is { } was && !was.Contains(scope);

    /// <summary>The cursor after a row.</summary>
    public OutgoingCursor Behind(long seq) => this with { After = seq };

    /// <summary>The cursor when all that was to be read again is read.</summary>
    public OutgoingCursor ReadOn() => new(Until ?? After, Generation) { Scopes = Scopes };

    /// <summary>The text that peers keep.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Span<long?> parts = [After, Generation > 0 || ReadsAgain ? Generation : null, Scopes?.Number, Until, ReadsAgain ? Since : null, ReadsAgain ? Was?.Number : null];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is { } number)
                text.Append(i == 0 ? "" : "-").Append(PartNames[i]).Append(CultureInfo.InvariantCulture, $"{number}");
        }
        return text.ToString();
    }

    private static bool TryScopes(long? number, out PeerScopes? scopes)
    {
        scopes = null;
        if (number is not { } known)
            return true;
        var isKnown = PeerScopes.TryOfNumber(known, out var set);
        scopes = set;
        return isKnown;
    }
}
