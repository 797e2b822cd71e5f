using ModelContextProtocol.Protocol;

namespace Stigmem.Mcp.Tools;

/// <summary>Every tool: the six that hosts of the reference know, then ours.</summary>
internal static class ToolCatalog
{
    public static IReadOnlyList<FabricTool> All { get; } =
    [
        new AssertFact(), new QueryFacts(), new Recall(), new ResolveContradiction(), new SubscribeScope(), new LintScope(),
        new GetCard(), new Neighbors(), new SynthesizeScope(), new ListConflicts(), new MemoryHealth(),
    ];

    /// <summary>What <c>tools/list</c> answers.</summary>
    public static IReadOnlyList<Tool> Definitions { get; } = [.. All.Select(Define)];

    /// <summary>The tool of a name, or null.</summary>
    public static FabricTool? Find(string name) => All.FirstOrDefault(tool => tool.Name == name);

    private static Tool Define(FabricTool tool) => new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = Schema.OfArguments(tool),
        OutputSchema = Schema.OfAnswer(tool),
        Annotations = new ToolAnnotations
        {
            Title = tool.Title,
            ReadOnlyHint = tool.IsReadOnly,
            DestructiveHint = tool.IsDestructive,
            IdempotentHint = tool.IsReadOnly,
            OpenWorldHint = false,
        },
    };
}
