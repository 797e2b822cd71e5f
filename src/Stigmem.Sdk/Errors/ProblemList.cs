using System.Text.Json;

namespace Stigmem.Sdk.Errors;

/// <summary>Reads the list form of <c>detail</c>.</summary>
internal static class ProblemList
{
    public static IReadOnlyList<StigmemProblem> Read(JsonElement? detail) => detail is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(Problem)]
        : [];

    private static StigmemProblem Problem(JsonElement item) => new(
        item.Member("type").Text() ?? "",
        item.Member("loc") is { ValueKind: JsonValueKind.Array } places ? [.. places.EnumerateArray().Select(Place)] : [],
        item.Member("msg").Text() ?? "",
        item.Member("input")?.GetRawText());

    private static string Place(JsonElement part) => ((JsonElement?)part).Text() ?? part.GetRawText();
}
