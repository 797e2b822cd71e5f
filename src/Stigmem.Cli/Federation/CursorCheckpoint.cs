using System.Text.Json.Serialization;

namespace Stigmem.Cli.Federation;

/// <summary>Cursors of peers in a file; names of members are the reference's (federation contract, section 5.4).</summary>
/// <param name="CheckpointTimestamp">When it was made.</param>
/// <param name="DatabasePath">Of which store.</param>
/// <param name="Cursors">The cursors.</param>
internal sealed record CursorCheckpoint(
    [property: JsonPropertyName("checkpoint_timestamp")] string CheckpointTimestamp,
    [property: JsonPropertyName("db_path")] string DatabasePath,
    [property: JsonPropertyName("cursors")] IReadOnlyList<CursorEntry> Cursors);
