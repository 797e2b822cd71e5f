using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stigmem.Core.ContentIds;

namespace Stigmem.Core.Transparency;

/// <summary>
/// The reference's local log: lines that each name the hash of the one before. It is read and written for import and
/// export only, since it can prove neither inclusion nor consistency. Source of the rule: Federation contract, section 8.
/// </summary>
public static class ChainedLog
{
    /// <summary>What the first line names as the one before.</summary>
    public static string FirstPrevious { get; } = new('0', 64);

    /// <summary>The reference's <c>leaf_hash</c>: SHA-256 of the canonical payload, in hexadecimal and without prefix.</summary>
    /// <exception cref="FormatException">The payload has no canonical form.</exception>
    public static string LeafHash(JsonElement payload) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteJcs(payload)));

    /// <summary>The <c>chain_hash</c> of a line: SHA-256 over the two texts, joined.</summary>
    public static string ChainHash(string previous, string leafHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(previous + leafHash)));

    /// <summary>Checks a line against the one before it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="index">The place that it must have.</param>
    /// <param name="previous">The <c>chain_hash</c> of the line before, or <see cref="FirstPrevious"/>.</param>
    public static bool Verify(in ChainedLine line, long index, string previous)
    {
        try
        {
            return line.Index == index
                && line.PreviousHash == previous
                && line.LeafHash == LeafHash(line.Payload)
                && line.ChainHash == ChainHash(previous, line.LeafHash);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The line that continues a log.</summary>
    public static ChainedLine Next(long index, string timestamp, string previous, JsonElement payload)
    {
        var leaf = LeafHash(payload);
        return new(index, timestamp, leaf, previous, ChainHash(previous, leaf), payload);
    }
}
