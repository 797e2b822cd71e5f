using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Stigmem.Agents.Runs;

/// <summary>The tool by which a model asks for something to be remembered (agents contract, vault section 6.3).</summary>
internal sealed class CaptureTool : AIFunctionDeclaration
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        """
        {
          "type": "object",
          "properties": {
            "type": {"type": "string", "enum": ["user", "feedback", "project", "decision", "reference"]},
            "name": {"type": "string", "maxLength": 80},
            "description": {"type": "string", "maxLength": 200},
            "confidence": {"type": "string", "enum": ["high", "medium", "low"]},
            "sources": {"type": "array", "items": {"type": "string"}, "minItems": 1},
            "body": {"type": "string"},
            "supersedes": {"type": ["string", "null"]},
            "merge_into": {"type": ["string", "null"]},
            "pinned": {"type": "boolean"},
            "expires_at": {"type": ["string", "null"]},
            "tags": {"type": "array", "items": {"type": "string"}}
          },
          "required": ["type", "name", "description", "confidence", "sources", "body"],
          "additionalProperties": false
        }
        """).RootElement;

    /// <summary>The one there is.</summary>
    public static CaptureTool Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "atomic_capture";

    /// <inheritdoc/>
    public override string Description => "Keeps one fact, rule or decision as a note for later runs.";

    /// <inheritdoc/>
    public override JsonElement JsonSchema => Schema;
}
