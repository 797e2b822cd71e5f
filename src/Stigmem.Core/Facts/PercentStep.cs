using System.Text;
using Stigmem.Core.Faults;

namespace Stigmem.Core.Facts;

/// <summary>
/// The step that the specification adds to <see cref="EntityUri.Normalize"/> and other nodes leave out: in formal URIs,
/// escapes of unreserved characters (RFC 3986) are taken away before, and all else in type and id is escaped after.
/// Source of the rule: Facts contract, section 5.
/// </summary>
public static class PercentStep
{
    private const int Escape = 3;

    /// <summary>The form under which an entity or source is stored where this step is switched on.</summary>
    public static Outcome<string> Normalize(string? uri)
    {
        if (uri is null || !uri.AsSpan().TrimStart().StartsWith(EntityUri.Scheme, StringComparison.OrdinalIgnoreCase))
            return EntityUri.Normalize(uri);
        return EntityUri.Normalize(Decode(uri)).TryGet(out var normalized, out var fault)
            ? EntityUri.IsFormal(normalized) ? Encode(normalized) : normalized
            : fault;
    }

    private static string Decode(string uri)
    {
        var text = new StringBuilder(uri.Length);
        for (var i = 0; i < uri.Length; i++)
        {
            if (IsEscape(uri.AsSpan(i)) && (char)Convert.ToByte(uri.Substring(i + 1, 2), 16) is var plain && IsUnreserved(plain))
            {
                text.Append(plain);
                i += Escape - 1;
            }
            else
            {
                text.Append(uri[i]);
            }
        }

        return text.ToString();
    }

    private static string Encode(string uri)
    {
        var path = uri.IndexOf('/', EntityUri.Scheme.Length) + 1;
        var text = new StringBuilder(uri, 0, path, uri.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        for (var rest = uri.AsSpan(path); !rest.IsEmpty;)
        {
            Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (rest[0] == '/' || IsUnreserved(rest[0]))
            {
                text.Append(rest[0]);
            }
            else if (IsEscape(rest))
            {
                length = Escape;
                text.Append(rest[..Escape].ToString().ToUpperInvariant());
            }
            else
            {
                foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                    text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }

            rest = rest[length..];
        }

        return text.ToString();
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low);

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';
}
