using System.Text.Json.Serialization;
using Stigmem.Protocol.Aliases;

namespace Stigmem.Cli.Exchange;

/// <summary>
/// A line of an export that is no fact but a second name. These lines come last: an alias rewrites what is asserted after
/// it, and facts must keep the name under which they are stored.
/// </summary>
internal sealed record AliasLine
{
    /// <summary>What <c>kind</c> says.</summary>
    public const string KindName = "alias";

    [JsonPropertyName("kind")]
    public string Kind { get; init; } = KindName;

    [JsonPropertyName("version")]
    public int Version { get; init; } = LineKinds.Version;

    [JsonPropertyName("raw_uri")]
    public required string RawUri { get; init; }

    [JsonPropertyName("canonical_uri")]
    public required string CanonicalUri { get; init; }

    /// <summary>The line of an alias.</summary>
    public static AliasLine Of(AliasRecord alias) => new() { RawUri = alias.RawUri, CanonicalUri = alias.CanonicalUri };
}
