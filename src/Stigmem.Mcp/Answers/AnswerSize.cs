using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Mcp.Answers;

/// <summary>
/// Keeps an answer within what a model can read at once. Lists lose their last items, which are the least wanted; when
/// one item alone is too much, its long texts are cut. The answer says what it lacks and how to get it.
/// </summary>
internal static class AnswerSize
{
    /// <summary>The most characters of an answer: 25 000 tokens at four characters each.</summary>
    public const int Most = 25_000 * 4;

    private const int RoomForHints = 1_000;
    private const int LongestText = 2_000;

    /// <summary>Whether the answer is small enough.</summary>
    public static bool Fits(JsonObject answer) => AnswerText.Of(answer).Length <= Most;

    /// <summary>How many of the first items of a list fit.</summary>
    public static int Fitting(JsonObject answer, string list)
    {
        var items = (JsonArray)answer[list]!;
        var left = Most - RoomForHints - Math.Max(0, AnswerText.Of(answer).Length - items.Sum(Length));
        var fitting = items.TakeWhile(item => (left -= Length(item)) >= 0).Count();
        return Math.Max(1, fitting);
    }

    /// <summary>Makes the answer small enough.</summary>
    /// <param name="answer">The answer; it is changed.</param>
    /// <param name="advice">How to get what was left out.</param>
    public static void Shorten(JsonObject answer, string advice)
    {
        if (Fits(answer))
            return;
        var before = Items(answer);
        while (!Fits(answer, RoomForHints) && Longest(answer) is { } longest)
            Halve(longest);
        if (!Fits(answer, RoomForHints))
            CutTexts(answer, LongestText);
        if (!Fits(answer, RoomForHints))
            CutTexts(answer, LongestText / 20);
        var omitted = before - Items(answer);
        answer["size_note"] = $"{(omitted > 0 ? $"{omitted.ToString(CultureInfo.InvariantCulture)} list items were left out" : "long texts were cut")} to keep the answer under 25000 tokens; {advice}";
    }

    private static bool Fits(JsonObject answer, int room) => AnswerText.Of(answer).Length <= Most - room;

    private static int Length(JsonNode? item) => AnswerText.Of(new JsonObject { ["x"] = new JsonArray(item?.DeepClone()) }).Length;

    private static int Items(JsonObject answer) => answer.Select(member => member.Value).OfType<JsonArray>().Sum(list => list.Count);

    private static JsonArray? Longest(JsonObject answer) =>
        answer.Select(member => member.Value).OfType<JsonArray>().Where(list => list.Count > 1).MaxBy(list => list.Sum(Length));

    private static void Halve(JsonArray list)
    {
        for (var keep = list.Count / 2; list.Count > keep;)
            list.RemoveAt(list.Count - 1);
    }

    private static void CutTexts(JsonNode? node, int longest)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (IsLong(value, longest))
                        members[name] = Cut(value!, longest);
                    else
                        CutTexts(value, longest);
                }
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (IsLong(items[i], longest))
                        items[i] = Cut(items[i]!, longest);
                    else
                        CutTexts(items[i], longest);
                }
                break;
            default:
                break;
        }
    }

    private static bool IsLong(JsonNode? node, int longest) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length > longest;

    private static string Cut(JsonNode value, int longest)
    {
        var text = value.GetValue<string>();
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text[..end]} [cut: {(text.Length - end).ToString(CultureInfo.InvariantCulture)} more characters]";
    }
}
