using System.Text.Json;

namespace Stigmem.Core.ContentIds;

/// <summary>
/// The three canonical forms that the fabric signs and hashes: keys sorted by code point, no white space, the fewest
/// escapes. Integers keep their digits, reals become Python float text, the last of repeated keys counts. Source of the
/// rule: Federation contract, section 1.
/// </summary>
/// <remarks>
/// All methods throw <see cref="FormatException"/> for what has no canonical form: lone surrogates, bytes that are not
/// UTF-8, numbers beyond a double.
/// </remarks>
public static class CanonicalJson
{
    private const int OnStack = 1024;

    /// <summary>C1: non-ASCII characters as <c>\uXXXX</c>. Peer declarations and snapshot manifests.</summary>
    public static byte[] WriteAscii(JsonElement value) => Write(value, ascii: true);

    /// <summary>C2: non-ASCII characters as they are. Content ids and chain hashes.</summary>
    public static byte[] WriteUtf8(JsonElement value) => Write(value, ascii: false);

    /// <summary>
    /// C3: org manifests, rotations, capabilities, revocations, tombstones and log leaves. Claimed to be RFC 8785, but
    /// every running node writes the bytes of C2, and nothing that is signed holds a real number.
    /// </summary>
    public static byte[] WriteJcs(JsonElement value) => Write(value, ascii: false);

    /// <summary>C1 over members given in any order; see <see cref="WriteUtf8(IReadOnlyList{KeyValuePair{string, object?}})"/>.</summary>
    public static byte[] WriteAscii(IReadOnlyList<KeyValuePair<string, object?>> members) => Write(members, ascii: true);

    /// <summary>
    /// C2 over members given in any order. Values are null, strings, booleans, integers, doubles, JSON elements, lists of
    /// strings or lists of such members.
    /// </summary>
    public static byte[] WriteUtf8(IReadOnlyList<KeyValuePair<string, object?>> members) => Write(members, ascii: false);

    /// <summary>C3 over members given in any order; see <see cref="WriteUtf8(IReadOnlyList{KeyValuePair{string, object?}})"/>.</summary>
    public static byte[] WriteJcs(IReadOnlyList<KeyValuePair<string, object?>> members) => Write(members, ascii: false);

    private static byte[] Write(JsonElement value, bool ascii)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            CanonicalElement.Write(ref writer, value, ascii);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static byte[] Write(IReadOnlyList<KeyValuePair<string, object?>> members, bool ascii)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            CanonicalMembers.Write(ref writer, members, ascii);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
