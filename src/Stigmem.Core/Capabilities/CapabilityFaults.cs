namespace Stigmem.Core.Capabilities;

/// <summary>Names of <see cref="CapabilityFault"/>. Source of the rule: Federation contract, section 9.</summary>
public static class CapabilityFaults
{
    /// <summary>The <c>reason</c> in the answer.</summary>
    public static string Reason(this CapabilityFault fault) => fault switch
    {
        CapabilityFault.Invalid => "token_invalid",
        CapabilityFault.Expired => "token_expired",
        CapabilityFault.Revoked => "token_revoked",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
