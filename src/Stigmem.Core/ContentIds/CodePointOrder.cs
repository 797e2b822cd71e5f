namespace Stigmem.Core.ContentIds;

/// <summary>
/// Orders strings by code point, which is the order of their UTF-8 bytes. UTF-16 order differs where an astral character
/// meets one of U+E000 to U+FFFF.
/// </summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var common = x.AsSpan().CommonPrefixLength(y);
        var a = common < x?.Length ? Rank(x[common]) : -1;
        var b = common < y?.Length ? Rank(y[common]) : -1;
        return a - b;
    }

    // Surrogates move above the rest of the plane, where their code points belong.
    private static int Rank(char c) => c switch
    {
        >= '\uE000' => c - 0x800,
        >= '\uD800' => c + 0x2000,
        _ => c,
    };
}
