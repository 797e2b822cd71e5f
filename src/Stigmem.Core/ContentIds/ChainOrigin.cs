namespace Stigmem.Core.ContentIds;

/// <summary>Who wrote a fact row, from where and when.</summary>
/// <param name="Seq">The commit number, by which readers order rows and find what became of them.</param>
/// <param name="TimestampMicroseconds">When it was asserted, as microseconds since the Unix epoch.</param>
/// <param name="ActorUri">The principal that wrote it.</param>
/// <param name="OidcSub">The subject of the writer's token, if any.</param>
/// <param name="AttestedKeyId">The agent key that signed it, if any.</param>
/// <param name="ReceivedFrom">The peer that sent it, if any.</param>
/// <param name="OriginNodeId">The node where it was asserted, if that was another.</param>
/// <param name="OriginAllowedScopes">The stored text of the scopes that the origin allowed, if any.</param>
/// <param name="OriginHlc">The stamp that the origin gave, as its padded text, if it came from a peer.</param>
public readonly record struct ChainOrigin(
    long Seq,
    long TimestampMicroseconds,
    string ActorUri,
    string? OidcSub,
    string? AttestedKeyId,
    string? ReceivedFrom,
    string? OriginNodeId,
    string? OriginAllowedScopes,
    string? OriginHlc);
