using Stigmem.Node.Audit;

namespace Stigmem.Node.Auth;

/// <summary>The audit rows of the life of keys; what was done is in <c>detail</c>, the key itself never is.</summary>
internal static class KeyAudit
{
    private const string EventType = "admin_action";

    /// <summary>Who acts when the operator works on the host itself.</summary>
    public const string Host = "system:host";

    public static AuditEvent Registered(ApiKey key, Principal by) => Event(by, Describe("api_key_register", key));

    public static AuditEvent Bootstrapped(ApiKey key) => new(EventType, key.Tenant, Host)
    {
        DetailJson = Describe("api_key_bootstrap", key).ToString(),
    };

    public static AuditEvent Revoked(ApiKey key, Principal by) => Event(by, new AuditDetail()
        .Add("action", "api_key_revoke").Add("key_id", key.Id.ToString()).Add("target_entity_uri", key.EntityUri));

    public static AuditEvent Rotated(ApiKey key, ApiKey previous, Principal by) => Event(by, Describe("api_key_rotate", key)
        .Add("previous_key_id", previous.Id.ToString()).Add("previous_expires_at", previous.ExpiresAt ?? ""));

    public static AuditEvent Imported(ApiKey key) => new(EventType, key.Tenant, Host)
    {
        DetailJson = Describe("api_key_import", key).ToString(),
    };

    /// <summary>The key's own use gave it another hash, so its holder is who did it.</summary>
    public static AuditEvent Rehashed(ApiKey key) => new("api_key_rehashed", key.Principal!.Tenant, key.EntityUri)
    {
        DetailJson = new AuditDetail().Add("key_id", key.Id.ToString()).Add("from", LegacyHash.Scheme).Add("to", KeyHash.Scheme).ToString(),
    };

    public static AuditEvent Exchanged(ApiKey key, int replaced) => new(EventType, key.Tenant, key.EntityUri)
    {
        OidcSub = key.OidcSub,
        DetailJson = Describe("oidc_exchange", key).Add("issuer", key.OidcIssuer ?? "").Add("replaced_keys", replaced).ToString(),
    };

    public static AuditEvent AgentKeyRegistered(AgentKey key, Principal by, bool isProven) => Event(by, new AuditDetail()
        .Add("action", "agent_key_register").Add("key_id", key.Id.ToString()).Add("target_entity_uri", key.EntityUri)
        .Add("public_key", key.PublicKey).Add("proof_of_possession", isProven));

    public static AuditEvent AgentKeyRevoked(AgentKey key, Principal by) => Event(by, new AuditDetail()
        .Add("action", "agent_key_revoke").Add("key_id", key.Id.ToString()).Add("target_entity_uri", key.EntityUri));

    private static AuditDetail Describe(string action, ApiKey key) => new AuditDetail()
        .Add("action", action).Add("new_key_id", key.Id.ToString()).Add("target_entity_uri", key.EntityUri)
        .Add("permissions", key.PermissionNames.Order(StringComparer.Ordinal)).Add("has_expiry", key.ExpiresMicroseconds is not null)
        .Add("allowed_scopes", key.Scopes.Names());

    private static AuditEvent Event(Principal by, AuditDetail detail) => new(EventType, by.Tenant, by.EntityUri)
    {
        OidcSub = by.OidcSub,
        DetailJson = detail.ToString(),
    };
}
