namespace Stigmem.Node.Federation.Manifests;

/// <summary>Names of <see cref="ManifestProof"/> in audit rows.</summary>
internal static class ManifestProofs
{
    public static string Name(this ManifestProof proof) => proof switch
    {
        ManifestProof.Caller => "caller",
        ManifestProof.Node => "node",
        ManifestProof.Operator => "operator",
        ManifestProof.WellKnown => "well_known",
        _ => throw new ArgumentOutOfRangeException(nameof(proof)),
    };
}
