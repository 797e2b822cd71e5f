namespace Stigmem.Node.Facts;

/// <summary>Wire names of quarantine states.</summary>
internal static class QuarantineStatuses
{
    public static string? WireName(this QuarantineStatus status) => status switch
    {
        QuarantineStatus.Pending => "pending",
        QuarantineStatus.Promoted => "promoted",
        QuarantineStatus.Rejected => "rejected",
        _ => null,
    };

    public static QuarantineStatus? Parse(string text) => text switch
    {
        "pending" => QuarantineStatus.Pending,
        "promoted" => QuarantineStatus.Promoted,
        "rejected" => QuarantineStatus.Rejected,
        _ => null,
    };
}
