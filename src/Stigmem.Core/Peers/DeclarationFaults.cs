namespace Stigmem.Core.Peers;

/// <summary>Names of <see cref="DeclarationFault"/>, sent as <c>reason</c>. The reference says no reason at all.</summary>
public static class DeclarationFaults
{
    /// <summary>The name.</summary>
    public static string Name(this DeclarationFault fault) => fault switch
    {
        DeclarationFault.Unreachable => "unreachable",
        DeclarationFault.NodeIdMismatch => "node_id_mismatch",
        DeclarationFault.PubkeyMismatch => "pubkey_mismatch",
        DeclarationFault.InvalidSignature => "invalid_signature",
        DeclarationFault.SignedAtOutOfWindow => "signed_at_out_of_window",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
