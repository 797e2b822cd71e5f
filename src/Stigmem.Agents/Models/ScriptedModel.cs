using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Stigmem.Agents.Models;

/// <summary>
/// The model <c>offline</c>: a fixed reply and one capture, or the turns of a file, a line each. It costs nothing and needs
/// no network (rulings 48).
/// </summary>
internal sealed class ScriptedModel : IChatClient
{
    private const string Offline = "offline";

    private static readonly JsonObject[] Usual =
    [
        new()
        {
            ["text"] = "This is the offline model: it follows a script and knows nothing. It has noted that you ran it.",
            ["tool_calls"] = new JsonArray(new JsonObject
            {
                ["name"] = "atomic_capture",
                ["input"] = new JsonObject
                {
                    ["type"] = "reference", ["name"] = "First offline run", ["description"] = "The offline model was run once to see the whole flow",
                    ["confidence"] = "high", ["sources"] = new JsonArray("observation"), ["body"] = "Run by the scripted model; nothing was sent anywhere.",
                },
            }),
        },
    ];

    private readonly IReadOnlyList<JsonObject> _turns;
    private int _next;

    private ScriptedModel(IReadOnlyList<JsonObject> turns) => _turns = turns;

    /// <summary>Whether a model id names a script.</summary>
    public static bool Serves(string model) => model == Offline || model.StartsWith($"{Offline}:", StringComparison.Ordinal);

    /// <summary>The script that a model id names: <c>offline</c>, or <c>offline:FILE</c>.</summary>
    /// <exception cref="AgentException">The file is missing, or a line of it is no turn.</exception>
    public static ScriptedModel Open(string model)
    {
        if (model == Offline)
            return new ScriptedModel(Usual);
        var file = model[(Offline.Length + 1)..];
        try
        {
            return new ScriptedModel([.. File.ReadLines(file).Where(line => line.Trim().Length > 0).Select(line => JsonNode.Parse(line)!.AsObject())]);
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new AgentException(AgentFaults.Agent, $"the script {file} cannot be played: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = _turns[Math.Min(_next++, _turns.Count - 1)];
        List<AIContent> contents = turn["text"]?.GetValue<string>() is { Length: > 0 } text ? [new TextContent(text)] : [];
        // The last turn is repeated, but not what it calls: a run would never end.
        if (_next <= _turns.Count)
            contents.AddRange((turn["tool_calls"] as JsonArray ?? []).OfType<JsonObject>().Select(Call));
        var (read, written) = (messages.Sum(message => message.Text.Length) / 4, contents.OfType<TextContent>().Sum(content => content.Text.Length) / 4);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            Usage = new UsageDetails { InputTokenCount = read, OutputTokenCount = written, TotalTokenCount = read + written },
        });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private FunctionCallContent Call(JsonObject call, int index) => new(
        $"call_{_next}_{index}",
        call["name"]?.GetValue<string>() ?? "",
        (call["input"] as JsonObject ?? []).ToDictionary(member => member.Key, member => (object?)member.Value?.DeepClone()));
}
