using System.Globalization;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Facts;

/// <summary>Facts for people.</summary>
internal static class FactText
{
    private const int MostValueCharacters = 80;

    /// <summary>Prints one fact, everything worth knowing about it.</summary>
    public static void Describe(CommandOutput output, FactRecord fact)
    {
        output.Fields(
            ("id", fact.Id),
            ("cid", fact.Cid),
            ("entity", fact.Entity),
            ("relation", fact.Relation),
            ("type", fact.Value.Type),
            ("value", fact.Value.V.ToString()),
            ("interpret_as", fact.Value.InterpretAs == "content" ? null : fact.Value.InterpretAs),
            ("source", fact.Source),
            ("scope", fact.Scope),
            ("confidence", Number(fact.Confidence)),
            ("timestamp", fact.Timestamp),
            ("valid_until", fact.ValidUntil),
            ("garden", fact.GardenId),
            ("contradicted", fact.Contradicted ? "yes" : null),
            ("quarantine", fact.QuarantineStatus),
            ("received_from", fact.ReceivedFrom));
        foreach (var warning in fact.Warnings.Concat(fact.SanitizerWarnings))
            output.Note($"warning: {warning}");
    }

    /// <summary>Prints a list of facts.</summary>
    public static void List(CommandOutput output, IEnumerable<FactRecord> facts) => output.Table(
        ["id", "entity", "relation", "value", "source", "scope", "confidence", "timestamp"],
        facts.Select(Row),
        "No facts match.");

    private static IReadOnlyList<string?> Row(FactRecord fact) =>
    [
        fact.Id, fact.Entity, fact.Relation, Printable.Short(fact.Value.V.ToString(), MostValueCharacters), fact.Source, fact.Scope,
        Number(fact.Confidence), fact.Timestamp,
    ];

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
