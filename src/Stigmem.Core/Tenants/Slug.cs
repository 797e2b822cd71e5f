namespace Stigmem.Core.Tenants;

/// <summary>The shape that tenant ids and garden slugs share: 1 to 63 of <c>[a-z0-9-]</c>, no hyphen first.</summary>
internal static class Slug
{
    private const int MaxLength = 63;

    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= MaxLength && text[0] != '-' && !text.ContainsAnyExcept(Alphabet);

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
