using Stigmem.Core.Clock;

namespace Stigmem.Node.Audit;

/// <summary>
/// The cursor of <c>GET /v1/audit</c>: time and id of the last line, <c>ts|id</c> as the reference has it. We write the
/// time with <c>Z</c>, because an unescaped plus in a query string arrives as a space.
/// </summary>
internal static class AuditCursor
{
    private const string Utc = "+00:00";

    public static string Text(AuditEntry entry) => $"{Instants.Format(entry.Microseconds)[..^Utc.Length]}Z|{entry.Id}";

    /// <summary>The id that a cursor names; null for one that nobody handed out.</summary>
    public static Guid? Read(string? text)
    {
        var bar = text?.LastIndexOf('|') ?? -1;
        return bar > 0 && Instants.TryParse(text![..bar].Replace(" 00:00", Utc, StringComparison.Ordinal), out _) && Guid.TryParseExact(text[(bar + 1)..], "D", out var id)
            ? id
            : null;
    }
}
