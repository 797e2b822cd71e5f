using System.Globalization;
using System.Text;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Cards;

/// <summary>The text of a card: a line for the entity, then one for each fact. No fact can make a line of its own.</summary>
internal sealed class CardText
{
    // Twenty facts of this length are the 4 000 tokens that a card may have.
    private const int MostValueCharacters = 800;
    private const string Cut = "…";

    private readonly StringBuilder _text = new();

    public CardText(string entity)
    {
        Append(_text.Append("Entity: "), entity);
        _text.Append("\nFacts:");
    }

    /// <summary>A fact as the caller may read it.</summary>
    public void Add(FactRecord fact)
    {
        Append(_text.Append("\n  "), fact.Relation);
        Append(_text.Append(": "), Shortened(fact.Value.V.ToString()));
        _text.Append(CultureInfo.InvariantCulture, $" (conf={fact.Confidence:0.00})");
    }

    public override string ToString() => _text.ToString();

    private static string Shortened(string value)
    {
        if (value.Length <= MostValueCharacters)
            return value;
        var end = char.IsHighSurrogate(value[MostValueCharacters - 1]) ? MostValueCharacters - 1 : MostValueCharacters;
        return value[..end] + Cut;
    }

    private static void Append(StringBuilder text, string part)
    {
        foreach (var c in part)
            text.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
    }
}
