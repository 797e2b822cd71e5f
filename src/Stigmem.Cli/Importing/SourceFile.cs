using System.Text;

namespace Stigmem.Cli.Importing;

/// <summary>Files of other programs, read whole.</summary>
internal static class SourceFile
{
    /// <summary>Larger ones are refused; memory files of agents have some kilobytes.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes without a byte order mark.</summary>
    /// <exception cref="FormatException">The file is too large.</exception>
    public static byte[] Read(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
            throw new FormatException($"the file is larger than {MostBytes / 1024 / 1024} MiB");
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    /// <summary>The lines, from 1; null for one that is not UTF-8.</summary>
    /// <exception cref="FormatException">The file is too large.</exception>
    public static IReadOnlyList<(int Number, string? Text)> Lines(string path)
    {
        var bytes = Read(path);
        List<(int, string?)> lines = [];
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
            lines.Add((lines.Count + 1, Text(bytes.AsSpan()[range])));
        return lines;
    }

    /// <summary>The line in which a byte stands, from 1.</summary>
    public static int LineOf(ReadOnlySpan<byte> bytes, long position) => bytes[..(int)position].Count((byte)'\n') + 1;

    private static string? Text(ReadOnlySpan<byte> line)
    {
        try
        {
            return Strict.GetString(line).TrimEnd('\r');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
