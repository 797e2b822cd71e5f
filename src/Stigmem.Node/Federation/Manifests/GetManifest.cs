using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Manifests;

namespace Stigmem.Node.Federation.Manifests;

/// <summary><c>GET /v1/federation/manifest/{entity_uri}</c>: the manifest of an organisation that is known here (federation contract, section 8).</summary>
internal sealed class GetManifest(SqlEngine engine, ManifestResolver manifests, TransparencyLog log)
{
    private const string Prefix = "/v1/federation/manifest/";

    public static readonly Operation Operation = new(
        "GET", Prefix + "{**entity_uri_encoded}", "get_manifest_v1_federation_manifest__entity_uri_encoded__get", "identity", "The manifest of an organisation")
    {
        Answer = typeof(ManifestRecord),
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        return Answer(await manifests.ResolveAsync(call.PathPart(Prefix), call.Aborted));
    }

    private IResult Answer(StoredManifest? stored)
    {
        if (stored is null)
            return Reply.Refuse(FaultCode.NotFound, "manifest not found or expired");
        using var lease = engine.Read();
        return Reply.Ok(stored.Manifest.ToWire(log.Find(lease.Session, stored.LogIndex)));
    }
}
