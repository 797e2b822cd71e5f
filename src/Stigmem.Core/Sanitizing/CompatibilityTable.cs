using System.Globalization;

namespace Stigmem.Core.Sanitizing;

/// <summary>The character data behind <see cref="CompatibilityForm"/>, read once from the embedded table.</summary>
internal sealed class CompatibilityTable
{
    private static readonly Lazy<CompatibilityTable> Shared = new(Load);

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly ulong[] _affected = new ulong[0x10000 / 64];

    private CompatibilityTable()
    {
    }

    public static CompatibilityTable Instance => Shared.Value;

    /// <summary>The full decomposition of a character, or an empty span if it stands for itself.</summary>
    public ReadOnlySpan<int> DecompositionOf(int codePoint) => _decompositions.GetValueOrDefault(codePoint);

    /// <summary>The combining class; zero for a starter.</summary>
    public byte ClassOf(int codePoint) => _classes.GetValueOrDefault(codePoint);

    public bool TryCompose(int first, int second, out int composed) =>
        _compositions.TryGetValue((first, second), out composed);

    /// <summary>True if the code unit may change under normalization, alone or with its neighbours.</summary>
    public bool IsAffected(char unit) => (_affected[unit >> 6] >> (unit & 63) & 1) != 0;

    private static CompatibilityTable Load()
    {
        var table = new CompatibilityTable();
        using var stream = typeof(CompatibilityTable).Assembly.GetManifestResourceStream("CompatibilityForm.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                table.Add(line);
        }

        table.MarkAffected();
        return table;
    }

    private void Add(string line)
    {
        if (line.IndexOf('^') is var hat and >= 0)
        {
            var (first, last) = Range(line.AsSpan(0, hat));
            for (var c = first; c <= last; c++)
                _classes[c] = (byte)Hex(line.AsSpan(hat + 1));
            return;
        }

        var equals = line.IndexOf('=');
        if (line.IndexOf('+') is var plus and >= 0)
        {
            _compositions[(Hex(line.AsSpan(0, plus)), Hex(line.AsSpan(plus + 1, equals - plus - 1)))] = Hex(line.AsSpan(equals + 1));
            return;
        }

        var targets = Array.ConvertAll(line[(equals + 1)..].Split(' '), text => Hex(text));
        var (from, to) = Range(line.AsSpan(0, equals));
        for (var c = from; c <= to; c++)
            _decompositions[c] = from == to ? targets : [targets[0] + c - from];
    }

    private void MarkAffected()
    {
        foreach (var codePoint in _decompositions.Keys)
        {
            if (codePoint <= char.MaxValue && !(CompatibilityForm.Compose([codePoint], this) is [var only] && only == codePoint))
                Mark(codePoint);
        }

        foreach (var codePoint in _classes.Keys)
            Mark(codePoint);
        foreach (var (_, second) in _compositions.Keys)
            Mark(second);
        for (var jamo = 0x1161; jamo <= 0x11c2; jamo++)
            Mark(jamo);

        // Characters beyond the first plane are rare enough for the slow way.
        for (var surrogate = 0xd800; surrogate <= 0xdfff; surrogate++)
            Mark(surrogate);
    }

    private void Mark(int codePoint)
    {
        if (codePoint <= char.MaxValue)
            _affected[codePoint >> 6] |= 1UL << (codePoint & 63);
    }

    private static (int First, int Last) Range(ReadOnlySpan<char> text)
    {
        var dash = text.IndexOf('-');
        return dash < 0 ? (Hex(text), Hex(text)) : (Hex(text[..dash]), Hex(text[(dash + 1)..]));
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
