using System.Buffers;
using Stigmem.Core.Faults;
using Stigmem.Core.Unicode;

namespace Stigmem.Core.Facts;

/// <summary>
/// Names of things. Nodes compare them byte for byte, so all must normalize alike. Source of the rule: Facts contract,
/// section 5.
/// </summary>
public static class EntityUri
{
    /// <summary>What a URI of the fabric begins with.</summary>
    public const string Scheme = "stigmem://";

    // ASCII that normalization leaves alone: no upper case and no white space.
    private static readonly SearchValues<char> NormalAscii = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(i => (char)i).Where(c => !char.IsAsciiLetterUpper(c) && !UnicodeSpace.Contains(c))]);

    /// <summary>
    /// The form under which an entity or source is stored. Malformed <c>stigmem://</c> URIs pass as informal names,
    /// because peers use ids such as <c>stigmem://acme.example/node-a</c>; only one without authority is refused.
    /// ASCII that is already normal is returned as the same instance.
    /// </summary>
    public static Outcome<string> Normalize(string? uri)
    {
        if (!string.IsNullOrEmpty(uri) && !uri.AsSpan().ContainsAnyExcept(NormalAscii))
            return HasEmptyAuthority(uri) ? EmptyPart("authority") : uri;

        var text = UnicodeSpace.Trim(uri);
        if (text.IsEmpty) return new Fault(FaultCode.InvalidEntityUri, "entity URI must not be empty");
        if (HasEmptyAuthority(text)) return EmptyPart("authority");

        var lower = FullCase.ToLower(text);
        // The scheme of the formal shape is lower case; any other spelling takes the informal path.
        if (!text.StartsWith(Scheme) || !TrySplit(lower, out var authority, out var type, out var id))
            return UnicodeSpace.CollapseToHyphen(lower);

        authority = UnicodeSpace.Trim(authority);
        type = UnicodeSpace.Trim(type);
        id = UnicodeSpace.Trim(id);
        if (authority.IsEmpty) return EmptyPart("authority");
        if (type.IsEmpty) return EmptyPart("type");
        return string.Concat(string.Concat(Scheme, authority, "/"), type, "/", UnicodeSpace.CollapseToHyphen(id));
    }

    /// <summary>Whether a URI has the formal shape: scheme, authority, type and id, none empty, no line feed in the id.</summary>
    public static bool IsFormal(string uri) =>
        uri.StartsWith(Scheme, StringComparison.Ordinal) && TrySplit(uri, out _, out _, out _);

    /// <summary>Advice for the writer of a URI that uses the scheme without its three parts.</summary>
    public static IReadOnlyList<string> Warnings(string uri) =>
        uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && !IsFormal(uri)
            ? [$"entity URI '{uri}' is malformed; write stigmem://authority/type/id"]
            : [];

    /// <summary>The authority of a URI; null if it has none.</summary>
    public static string? AuthorityOf(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var authority = uri[Scheme.Length..].Split('/')[0];
        return authority.Length == 0 ? null : authority;
    }

    /// <summary>Whether a name stands under an authority, which ends where its name does: acme.example does not speak for acme.example.evil.</summary>
    public static bool IsUnder(string uri, string authority)
    {
        if (authority.Length == 0
            || !uri.StartsWith(Scheme, StringComparison.Ordinal)
            || !uri.AsSpan(Scheme.Length).StartsWith(authority, StringComparison.OrdinalIgnoreCase))
            return false;

        var rest = uri.AsSpan(Scheme.Length + authority.Length);
        return rest.IsEmpty || rest[0] == '/';
    }

    private static bool HasEmptyAuthority(ReadOnlySpan<char> text) =>
        text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (text.Length == Scheme.Length || text[Scheme.Length] == '/');

    private static Fault EmptyPart(string part) =>
        new(FaultCode.InvalidEntityUri, $"entity URI must not have an empty {part}");

    private static bool TrySplit(
        ReadOnlySpan<char> uri,
        out ReadOnlySpan<char> authority,
        out ReadOnlySpan<char> type,
        out ReadOnlySpan<char> id)
    {
        authority = type = id = default;
        var rest = uri[Scheme.Length..];
        var end = rest.IndexOf('/');
        if (end <= 0) return false;
        authority = rest[..end];
        rest = rest[(end + 1)..];
        end = rest.IndexOf('/');
        if (end <= 0) return false;
        type = rest[..end];
        id = rest[(end + 1)..];
        return !id.IsEmpty && !id.Contains('\n');
    }
}
