using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Mcp.Answers;

/// <summary>Answers as text: JSON with two spaces a level, as JavaScript writes it.</summary>
internal static class AnswerText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(JsonObject answer) => answer.ToJsonString(Options);
}
