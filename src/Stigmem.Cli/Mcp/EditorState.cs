using System.Text.Json.Serialization;

namespace Stigmem.Cli.Mcp;

/// <summary>What is known of an editor on this machine.</summary>
internal sealed record EditorState
{
    [JsonPropertyName("editor")]
    public required string Editor { get; init; }

    [JsonPropertyName("label")]
    public required string Label { get; init; }

    [JsonPropertyName("validation_tier")]
    public required string ValidationTier { get; init; }

    [JsonPropertyName("config_path")]
    public required string ConfigPath { get; init; }

    [JsonPropertyName("detected")]
    public required bool Detected { get; init; }

    [JsonPropertyName("installed")]
    public required bool Installed { get; init; }

    /// <summary>What is wrong with it, or null.</summary>
    [JsonPropertyName("problem")]
    public required string? Problem { get; init; }

    /// <summary>Looks at an editor.</summary>
    public static EditorState Of(EditorFile file)
    {
        var (installed, problem) = Look(file);
        return new EditorState
        {
            Editor = file.Editor.Editor,
            Label = file.Editor.Label,
            ValidationTier = file.Editor.ValidationTier,
            ConfigPath = file.FilePath,
            Detected = file.IsLikely,
            Installed = installed,
            Problem = problem,
        };
    }

    private static (bool Installed, string? Problem) Look(EditorFile file)
    {
        try
        {
            return file.Find() is not { } entry ? (false, null)
                : !File.Exists(entry.Command) && entry.Command.Contains('/', StringComparison.Ordinal) ? (true, $"{entry.Command} is not there") : (true, null);
        }
        catch (Failures.CommandFailure failure)
        {
            return (false, failure.Message);
        }
    }
}
