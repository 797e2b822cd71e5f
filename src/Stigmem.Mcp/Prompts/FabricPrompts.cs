using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stigmem.Mcp.Answers;

namespace Stigmem.Mcp.Prompts;

/// <summary>Prompts that a person picks in an editor.</summary>
internal static class FabricPrompts
{
    private const int LongestArgument = 10_000;

    private static readonly (Prompt Prompt, Func<string, string> Text)[] All =
    [
        (Define("answer_from_memory", "Answer from memory", "Answers a question from recalled facts, with their sources.", "question", "What to answer."),
            question => $"Call recall with this question, then answer it from the facts that come back. Name the source and age of each fact you rely on, say where facts contradict "
                + $"each other, and say so when the memory does not know.\n\nQuestion: {question}\n\n{Directive.Text}"),
        (Define("remember", "Remember this", "Turns a text into facts, after looking at what is known.", "text", "What to remember."),
            text => $"Split the text below into single facts. For each, look with query_facts or recall whether it is known. Assert only what is new or changed, with relations in a namespace such as "
                + $"memory:, an honest source and a confidence below 1 where the text is unsure. Do not store passwords, keys or private data.\n\nText:\n{text}"),
        (Define("settle_conflicts", "Settle conflicts", "Goes through open conflicts about a subject with a person.", "subject", "An entity or a topic."),
            subject => $"Call list_conflicts and keep those about: {subject}. For each, show both sides with source, age and confidence, and propose which one is right and why. "
                + $"Call resolve_contradiction only after the person has agreed.\n\n{Directive.Text}"),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Prompt> Definitions { get; } = [.. All.Select(entry => entry.Prompt)];

    /// <summary>One of them, filled in.</summary>
    public static GetPromptResult Get(string name, IDictionary<string, JsonElement>? arguments)
    {
        var (prompt, text) = All.FirstOrDefault(entry => entry.Prompt.Name == name);
        if (prompt is null)
            throw Wrong("there is no such prompt");
        var argument = prompt.Arguments![0].Name;
        if (arguments is null || !arguments.TryGetValue(argument, out var value) || value.ValueKind != JsonValueKind.String)
            throw Wrong($"{argument} is required");
        var given = value.GetString()!;
        if (given.Length > LongestArgument)
            throw Wrong($"{argument} has more than {LongestArgument} characters");
        return new GetPromptResult
        {
            Description = prompt.Description,
            Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = text(given) } }],
        };
    }

    private static Prompt Define(string name, string title, string description, string argument, string meaning) => new()
    {
        Name = name,
        Title = title,
        Description = description,
        Arguments = [new PromptArgument { Name = argument, Description = meaning, Required = true }],
    };

    private static McpProtocolException Wrong(string message) => new(message, McpErrorCode.InvalidParams);
}
