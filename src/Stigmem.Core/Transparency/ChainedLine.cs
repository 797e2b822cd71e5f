using System.Text.Json;

namespace Stigmem.Core.Transparency;

/// <summary>A line of a <see cref="ChainedLog"/>.</summary>
/// <param name="Index">The place, from 0.</param>
/// <param name="Timestamp">When.</param>
/// <param name="LeafHash">The hash of the payload.</param>
/// <param name="PreviousHash">The chain hash of the line before.</param>
/// <param name="ChainHash">The hash over the two before.</param>
/// <param name="Payload">What was logged.</param>
public readonly record struct ChainedLine(
    long Index, string Timestamp, string LeafHash, string PreviousHash, string ChainHash, JsonElement Payload);
