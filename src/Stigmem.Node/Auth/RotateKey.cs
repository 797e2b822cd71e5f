using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary>
/// <c>POST /v1/auth/keys/{key_id}/rotate</c>, an addition to the reference: a new key with the same rights, while the
/// old one goes on working for a while. Its holder changes the secret, not how long it lives; that is an admin's choice.
/// </summary>
internal sealed class RotateKey(KeyRegistry registry, KeyLifetime lifetime)
{
    private const int ShortestKey = 32;
    private const int UsualOverlapSeconds = 3_600;
    private const int LongestOverlapSeconds = 30 * 86_400;

    public static readonly Operation Operation = new("POST", "/v1/auth/keys/{key_id}/rotate", "rotate_key_v1_auth_keys__key_id__rotate_post", "auth", "Replace a key by one with the same rights")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(RotateKeyRequest),
        Answer = typeof(RotateKeyResponse),
        Refusals = [400, 403, 404, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var rawKey = body.Object.RequiredText("raw_key", ShortestKey);
        var overlapSeconds = body.Object.Number("overlap_seconds", UsualOverlapSeconds, 0, LongestOverlapSeconds);
        var expiresAt = body.Object.OptionalText("expires_at");
        if (body.Errors.Any)
            return body.Refusal;
        if (!Fresh(expiresAt, call.Caller).TryGet(out var fresh, out var fault))
            return Reply.Refuse(fault);
        if (!Guid.TryParse(call.PathPart("/v1/auth/keys/", "/rotate"), out var id))
            return Reply.Refuse(FaultCode.NotFound, "Key not found");
        var overlap = (long)(overlapSeconds * 1_000_000);
        return (await registry.RotateAsync(id, rawKey, overlap, fresh.Expiry, call.Caller)).TryGet(out var rotation, out fault)
            ? Reply.Created(Record(rotation))
            : Reply.Refuse(fault);
    }

    private Outcome<Lifetime> Fresh(string? expiresAt, Principal caller)
    {
        if (!caller.Has(Permissions.Admin))
        {
            return expiresAt is null
                ? new Lifetime(null)
                : new Fault(FaultCode.PermissionRequired, "admin permission required to choose expires_at");
        }
        return lifetime.Resolve(expiresAt).TryGet(out var expiry, out var fault) ? new Lifetime(expiry) : fault;
    }

    private static RotateKeyResponse Record(KeyRotation rotation) => new()
    {
        Id = rotation.Key.Id.ToString(),
        EntityUri = rotation.Key.EntityUri,
        Permissions = [.. rotation.Key.PermissionNames.Order(StringComparer.Ordinal)],
        Description = rotation.Key.Description,
        CreatedAt = Instants.Format(rotation.Key.CreatedMicroseconds),
        ExpiresAt = rotation.Key.ExpiresAt,
        TenantId = rotation.Key.Tenant,
        AllowedScopes = rotation.Key.Scopes.Names(),
        PreviousKeyId = rotation.Previous.Id.ToString(),
        PreviousExpiresAt = rotation.Previous.ExpiresAt!,
    };

    /// <param name="Expiry">The new key's expiry; null inherits the old key's.</param>
    private readonly record struct Lifetime(KeyExpiry? Expiry);
}
