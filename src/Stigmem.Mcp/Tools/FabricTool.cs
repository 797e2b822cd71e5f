using System.Text.Json.Nodes;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary>One tool: what a model reads about it, and what it does.</summary>
internal abstract class FabricTool
{
    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>Its name for people.</summary>
    public abstract string Title { get; }

    /// <summary>When to use it.</summary>
    public abstract string Description { get; }

    /// <summary>The properties of its arguments, as JSON schema.</summary>
    public abstract string Properties { get; }

    /// <summary>The arguments that must be there.</summary>
    public virtual string[] Required => [];

    /// <summary>The properties of its answer, as JSON schema; all of them are there.</summary>
    public abstract string AnswerProperties { get; }

    /// <summary>Whether it only looks.</summary>
    public virtual bool IsReadOnly => true;

    /// <summary>Whether it can undo what others did.</summary>
    public virtual bool IsDestructive => false;

    /// <summary>The list of an answer that comes in pages, or null.</summary>
    public virtual string? PagedList => null;

    /// <summary>How to get what did not fit.</summary>
    public virtual string Advice => "ask more narrowly.";

    /// <summary>Does it.</summary>
    /// <exception cref="ToolFailure">It cannot be done.</exception>
    public abstract Task<JsonObject> RunAsync(ToolCall call);
}
