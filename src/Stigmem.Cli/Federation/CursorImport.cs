using System.Text.Json.Serialization;

namespace Stigmem.Cli.Federation;

/// <summary>What became of the cursors of a checkpoint.</summary>
/// <param name="Restored">They count again.</param>
/// <param name="PeerNotFound">Their peers are not registered.</param>
/// <param name="AlreadySet">There was a cursor already.</param>
/// <param name="Malformed">They could not be read.</param>
internal sealed record CursorImport(
    [property: JsonPropertyName("restored")] int Restored,
    [property: JsonPropertyName("skipped_peer_not_found")] int PeerNotFound,
    [property: JsonPropertyName("skipped_already_set")] int AlreadySet,
    [property: JsonPropertyName("skipped_malformed")] int Malformed);
