namespace Stigmem.Core.Ingest;

/// <summary>Names of <see cref="InboundQuarantine"/>. Source of the rule: Federation contract, section 7.</summary>
public static class InboundQuarantines
{
    /// <summary>The reason as it is stored.</summary>
    public static string Reason(this InboundQuarantine quarantine) => quarantine switch
    {
        InboundQuarantine.Instruction => "instruction_federation_inbound",
        InboundQuarantine.Trust => "trust_below_threshold",
        _ => throw new ArgumentOutOfRangeException(nameof(quarantine)),
    };
}
