using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Tenants;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary><c>POST /v1/auth/keys</c>: an admin registers a key that the caller chose (access contract, section 2).</summary>
internal sealed class RegisterKey(KeyRegistry registry, KeyLifetime lifetime, AuthSettings settings, EntityNaming naming)
{
    private const int ShortestKey = 32;

    public static readonly Operation Operation = new("POST", "/v1/auth/keys", "register_static_key_v1_auth_keys_post", "auth", "Register a caller-provided static API key (admin only)")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(RegisterKeyRequest),
        Answer = typeof(RegisterKeyResponse),
        Refusals = [400, 403, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var input = Read(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (!Check(input, call.Caller).TryGet(out var draft, out var fault)
            || !(await registry.RegisterAsync(draft, call.Caller)).TryGet(out var key, out fault))
            return Reply.Refuse(fault);
        return Reply.Created(Record(key));
    }

    /// <summary>The scope set of an optional list of names; null when the list is absent.</summary>
    private static ScopeSet? ReadScopes(ObjectReader body)
    {
        const string name = "allowed_scopes";
        if (!body.TryGet(name, out var element) || element.ValueKind == JsonValueKind.Null)
            return null;
        var scopes = default(ScopeSet);
        foreach (var text in body.Texts(name, []))
        {
            if (FactScopes.TryParse(text, out var scope))
                scopes = scopes.With(scope);
            else
                body.Errors.Value(body.At(name), $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]", ShapeErrors.Input(element));
        }
        if (scopes == default && !body.Errors.Any)
            body.Errors.Value(body.At(name), "allowed_scopes must name at least one scope", ShapeErrors.Input(element));
        return scopes;
    }

    private static Input Read(ObjectReader body) => new(
        body.RequiredText("raw_key", ShortestKey), body.RequiredText("entity_uri", least: 1), body.Texts("permissions", ["read", "write"]),
        body.OptionalText("description"), body.OptionalText("expires_at"), body.OptionalText("tenant_id"), ReadScopes(body));

    private Outcome<NewKey> Check(Input input, Principal caller)
    {
        if (!caller.Has(Permissions.Admin))
            return new Fault(FaultCode.PermissionRequired, "admin permission required to mint API keys");
        if (!KeyPermissions.Check(input.Permissions).TryGet(out var names, out var fault)
            || !Tenant(input.Tenant, caller).TryGet(out var tenant, out fault)
            || !lifetime.Resolve(input.ExpiresAt).TryGet(out var expiry, out fault)
            || !PrincipalUri.Normalize(naming, input.EntityUri).TryGet(out var entity, out fault))
            return fault;
        if (settings.RefuseAgentAdminKeys && IsAgentAdmin(entity, names))
            return new Fault(FaultCode.BadRequest, "admin is not granted to entities of type agent (STIGMEM_REFUSE_AGENT_ADMIN_KEYS)");
        // Nobody hands out more than it has: a key for fewer scopes mints keys for no more than those.
        var scopes = input.Scopes ?? caller.Scopes;
        if ((scopes.Bits & ~caller.Scopes.Bits) != 0)
            return new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
        return new NewKey
        {
            RawKey = input.RawKey,
            EntityUri = entity,
            PermissionNames = names,
            Scopes = scopes,
            Tenant = tenant,
            Description = input.Description,
            Expiry = expiry,
        };
    }

    private static Outcome<string> Tenant(string? asked, Principal caller)
    {
        if (asked is null)
            return caller.Tenant;
        if (string.IsNullOrWhiteSpace(asked))
            return new Fault(FaultCode.BadRequest, "tenant_id_empty");
        if (!TenantId.TryNormalize(asked, out var tenant))
            return new Fault(FaultCode.BadRequest, $"tenant_id_invalid: '{asked}'");
        return tenant == caller.Tenant || KeyRights.IsOperator(caller)
            ? tenant
            : new Fault(FaultCode.PermissionRequired, "only admins of tenant 'default' mint keys of another tenant");
    }

    private static bool IsAgentAdmin(string entity, IReadOnlyList<string> permissions) =>
        permissions.Contains("admin") && PrincipalUri.IsAgent(entity);

    private static RegisterKeyResponse Record(ApiKey key) => new()
    {
        Id = key.Id.ToString(),
        EntityUri = key.EntityUri,
        Permissions = [.. key.PermissionNames.Order(StringComparer.Ordinal)],
        Description = key.Description,
        CreatedAt = Instants.Format(key.CreatedMicroseconds),
        ExpiresAt = key.ExpiresAt,
        TenantId = key.Tenant,
        AllowedScopes = key.Scopes.Names(),
        Warnings = IsAgentAdmin(key.EntityUri, key.PermissionNames)
            ? ["an agent holds an admin key: whatever steers the agent runs this node; give it read and write, and keep admin for people"]
            : null,
    };

    /// <summary>The body of the request; its text never shows the key.</summary>
    private sealed record Input(
        string RawKey, string EntityUri, IReadOnlyList<string> Permissions, string? Description, string? ExpiresAt, string? Tenant, ScopeSet? Scopes)
    {
        public override string ToString() => $"key for {EntityUri}";
    }
}
