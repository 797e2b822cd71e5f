using System.Buffers;
using System.Text;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary>Audit lines as CSV (RFC 4180) that a spreadsheet opens without taking a cell for a formula.</summary>
internal static class AuditCsv
{
    /// <summary>The first row.</summary>
    public const string Header =
        "id,fact_id,event_type,principal_entity_uri,principal_oidc_sub,source,attested_key_id,attested_key_entity_uri,"
        + "attested_key_description,fact_entity,fact_relation,fact_value_type,fact_value_v,fact_scope,ts\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r");

    /// <summary>Appends one row.</summary>
    public static void Append(StringBuilder csv, AuditLogEntry entry)
    {
        ReadOnlySpan<string?> cells =
        [
            entry.Id, entry.FactId, entry.EventType, entry.EntityUri, entry.OidcSub, entry.Source, entry.AttestedKeyId, entry.AttestedKeyEntityUri,
            entry.AttestedKeyDescription, entry.FactEntity, entry.FactRelation, entry.FactValueType, entry.FactValueV, entry.FactScope, entry.Ts,
        ];
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                csv.Append(',');
            Append(csv, cells[i]);
        }
        csv.Append("\r\n");
    }

    private static void Append(StringBuilder csv, string? cell)
    {
        if (string.IsNullOrEmpty(cell))
            return;
        var isQuoted = cell.AsSpan().ContainsAny(Quoted);
        if (isQuoted)
            csv.Append('"');
        // An apostrophe tells spreadsheets that text follows; they do not show it.
        if (FormulaStarts.Contains(cell[0]))
            csv.Append('\'');
        csv.Append(isQuoted ? cell.Replace("\"", "\"\"", StringComparison.Ordinal) : cell);
        if (isQuoted)
            csv.Append('"');
    }
}
