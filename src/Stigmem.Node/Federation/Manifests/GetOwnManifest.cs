using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Manifests;

namespace Stigmem.Node.Federation.Manifests;

/// <summary><c>GET /.well-known/stigmem-manifest.json</c>: what other nodes fetch to check this one's signatures (federation contract, section 2).</summary>
internal sealed class GetOwnManifest(OwnManifest own)
{
    /// <summary>Where every node serves it.</summary>
    public const string Path = "/.well-known/stigmem-manifest.json";

    public static readonly Operation Operation = new("GET", Path, "get_own_manifest", "identity", "The manifest of the node's own organisation")
    {
        IsOpen = true,
        Answer = typeof(ManifestRecord),
        Refusals = [404],
    };

    public async ValueTask<IResult> Handle(Call call) => await own.GetAsync() is { } stored
        ? Reply.Ok(stored.Manifest.ToWire(null))
        : Reply.Refuse(FaultCode.NotFound, "this node speaks for no organisation; its operator can set STIGMEM_NODE_PRIVATE_KEY");
}
