using System.Globalization;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Facts;

/// <summary>Facts for people.</summary>
internal static class FactText
{
    private const int MostValueCharacters = 80;
    private const string Withheld = "(withheld by the sanitizer)";

    /// <summary>Prints one fact, everything worth knowing about it.</summary>
    public static void Describe(CommandOutput output, FactRecord fact)
    {
        output.Fields(
            ("id", fact.Id),
            ("cid", fact.Cid),
            ("state", StateOf(fact)),
            ("entity", fact.Entity),
            ("relation", fact.Relation),
            ("type", fact.Value.Type),
            ("value", ValueOf(fact)),
            ("interpret_as", fact.Value.InterpretAs == "content" ? null : fact.Value.InterpretAs),
            ("source", fact.Source),
            ("scope", fact.Scope),
            ("confidence", Number(fact.Confidence)),
            ("timestamp", fact.Timestamp),
            ("valid_until", fact.ValidUntil),
            ("garden", fact.GardenId),
            ("quarantine", fact.QuarantineStatus),
            ("received_from", fact.ReceivedFrom));
        foreach (var warning in fact.Warnings.Concat(fact.SanitizerWarnings))
            output.Note($"warning: {warning}");
    }

    /// <summary>Prints a list of facts.</summary>
    public static void List(CommandOutput output, IEnumerable<FactRecord> facts)
    {
        var all = facts.ToList();
        output.Table(["id", "entity", "relation", "value", "state", "source", "scope", "confidence", "timestamp"], all.Select(Row), "No facts match.");
        if (all.Count == 0)
            output.Note("hint: Sides of an open contradiction need --include-contradicted, facts that are over --include-expired, facts of a garden its membership.");
    }

    /// <summary>How the fact stands, in a word.</summary>
    private static string StateOf(FactRecord fact) => fact.State ?? (fact.Contradicted ? "contradicted" : "live");

    /// <summary>The text of its value, or that there is none to show.</summary>
    public static string ValueOf(FactRecord fact) => fact.SanitizerRedacted ? Withheld : fact.Value.V.ToString();

    private static IReadOnlyList<string?> Row(FactRecord fact) =>
    [
        fact.Id, fact.Entity, fact.Relation, Printable.Short(ValueOf(fact), MostValueCharacters), StateOf(fact), fact.Source, fact.Scope,
        Number(fact.Confidence), fact.Timestamp,
    ];

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
