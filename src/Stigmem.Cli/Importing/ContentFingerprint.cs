using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Cli.Importing;

/// <summary>Tells whether a source is still the one whose import was interrupted.</summary>
internal static class ContentFingerprint
{
    /// <summary>Hex SHA-256 over what is imported and how.</summary>
    /// <param name="path">A file, or a folder of notes.</param>
    /// <param name="format">The format.</param>
    public static string Of(string path, string format)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(format));
        foreach (var file in MarkdownReader.FilesOf(path))
        {
            hash.AppendData(Encoding.UTF8.GetBytes("\n" + Path.GetRelativePath(path, file) + "\n"));
            using var contents = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(contents));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
