namespace Stigmem.Node.Auth;

/// <summary>An Ed25519 public key under which an entity signs its asserts.</summary>
internal sealed record AgentKey(
    Guid Id, string Tenant, string EntityUri, string PublicKey, string? Description, long RegisteredMicroseconds, long? RevokedMicroseconds);
