using Stigmem.Core.Signatures;

namespace Stigmem.Node.Settings;

/// <summary>The organisation that the node speaks for, and where it logs what it signs.</summary>
public sealed record OrganisationSettings
{
    /// <summary>The seed of the organisation's key, base64url; empty when the node signs for nobody.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>What the node's own manifest speaks for beside the node itself.</summary>
    public required IReadOnlyList<string> Entities { get; init; }

    /// <summary>Whether keys with <c>write</c> alone may publish manifests, as on the reference.</summary>
    public required bool WritersPublish { get; init; }

    /// <summary>Where manifests and revocations are logged.</summary>
    public required TlBackend TlBackend { get; init; }

    /// <summary>The log file of a reference node, for its import.</summary>
    public required string TlLocalPath { get; init; }

    /// <summary>The settings alone; the key does not print.</summary>
    public override string ToString() => $"{nameof(OrganisationSettings)} {{ {nameof(TlBackend)} = {TlBackend} }}";

    internal static OrganisationSettings Read(SettingsReader reader) => new()
    {
        PrivateKey = Seed(reader, reader.Secret("NODE_PRIVATE_KEY", "Seed of the organisation's key, 32 bytes in base64url. It signs the node's manifest, capability tokens and revocations.")),
        Entities = reader.List("MANIFEST_ENTITIES", "", "URIs that the node's own manifest speaks for beside its URL and its id."),
        WritersPublish = reader.Flag("MANIFEST_PUBLISH_WITH_WRITE", false, "Lets keys with write publish manifests, as the reference does; otherwise it takes admin."),
        TlBackend = Backend(reader, reader.Choice("TL_BACKEND", TlBackend.Local, "Where manifests and revocations are logged: in the node's own Merkle log, or nowhere. rekor is not available.")),
        TlLocalPath = reader.Text("TL_LOCAL_PATH", "stigmem_tl.jsonl", "Log file of a reference node, read by stigmem federation log-import only; the node's own log is in its store."),
    };

    private static string Seed(SettingsReader reader, string seed)
    {
        if (seed.Length == 0)
            return seed;
        if (Ed25519Signer.TryCreate(seed, out var signer))
            signer.Dispose();
        else
            reader.Refuse("STIGMEM_NODE_PRIVATE_KEY: must be 32 bytes in base64url");
        return seed;
    }

    private static TlBackend Backend(SettingsReader reader, TlBackend backend)
    {
        if (backend == TlBackend.Rekor)
            reader.Refuse("STIGMEM_TL_BACKEND=rekor: this version has no client for it; local keeps a log that anybody can check, off keeps none");
        return backend;
    }
}
