using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Manifests;

namespace Stigmem.Node.Federation.Manifests;

/// <summary><c>PUT /v1/federation/manifest</c>: an organisation says what it is and which key is its own (federation contract, section 8).</summary>
internal sealed class PublishManifest(
    SqlEngine engine, ManifestStore store, ManifestAuthority authority, TransparencyLog log, OrganisationSettings settings, TimeProvider time)
{
    public static readonly Operation Operation = new("PUT", "/v1/federation/manifest", "put_manifest_v1_federation_manifest_put", "identity", "Publish the manifest of an organisation")
    {
        Body = typeof(ManifestRecord),
        Answer = typeof(ManifestPublishResponse),
        Refusals = [403, 409, 503],
    };

    private readonly HourlyLimit _submissions = new(time);

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var manifest = ManifestReader.Read(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (!MayPublish(call.Caller))
            return Reply.Refuse(FaultCode.PermissionRequired, "admin permission required, by a key of the node's own tenant");
        if (!_submissions.TryTake(manifest.EntityUri, out var retryAfter))
            return TooMany(call.Http.Response, retryAfter);
        var invalid = store.Judge(manifest);
        var proof = invalid is null ? await authority.ProveAsync(call.Caller, manifest, call.Aborted) : null;
        var published = await engine.WriteAsync(session => invalid is null
            ? store.Put(session, manifest, proof, call.Caller).TryGet(out var stored, out var fault) ? Answer(session, stored) : fault
            : (Outcome<ManifestPublishResponse>)store.Reject(session, manifest, invalid, call.Caller));
        return published.TryGet(out var answer, out var refusal) ? Reply.Ok(answer) : Reply.Refuse(refusal);
    }

    private bool MayPublish(Principal caller) =>
        caller.Tenant == TenantId.Default && (caller.Has(Permissions.Admin) || (settings.WritersPublish && caller.Has(Permissions.Write)));

    private static IResult TooMany(HttpResponse response, double retryAfter)
    {
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter)).ToString(CultureInfo.InvariantCulture);
        return Reply.Refuse(FaultCode.QuotaExceeded, "a manifest may be published ten times an hour for each entity_uri");
    }

    private Outcome<ManifestPublishResponse> Answer(SqlSession session, StoredManifest stored)
    {
        var (manifest, entry) = (stored.Manifest, log.Find(session, stored.LogIndex));
        return new ManifestPublishResponse
        {
            EntityUri = manifest.EntityUri,
            KeyId = manifest.KeyId,
            IssuedAt = manifest.IssuedAt,
            ExpiresAt = manifest.ExpiresAt,
            LogEntry = entry,
            TlWarning = entry is null ? TransparencyLog.OffWarning : null,
        };
    }
}
