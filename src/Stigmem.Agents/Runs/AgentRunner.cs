using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Stigmem.Agents.Models;
using Stigmem.Agents.Profiles;
using Stigmem.Agents.Prompts;

namespace Stigmem.Agents.Runs;

/// <summary>Runs an agent once, in the order of the agents contract, runtime section 2. Everything is read afresh.</summary>
/// <param name="time">Dates what is written.</param>
public sealed class AgentRunner(TimeProvider time)
{
    private const int MostTurns = 5;
    private const float Temperature = 0.6f;
    private static readonly TimeSpan PatienceOfCallers = TimeSpan.FromSeconds(30);

    private readonly ModelProviders _providers = new();

    /// <summary>Runs it.</summary>
    /// <param name="agents">The folder of all agents.</param>
    /// <param name="name">The agent.</param>
    /// <param name="request">What it shall do.</param>
    /// <param name="ct">Ends the run; what it has spent is recorded all the same.</param>
    /// <exception cref="AgentException">It could not be run; what was spent until then is in its log.</exception>
    public async Task<RunResult> RunAsync(string agents, string name, RunRequest request, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var agent = AgentFolder.Read(agents, name, time);
        var run = new AgentRun(agent, request, NewRunId(), time);
        await using var turn = await LockAsync(run, started, ct);
        await run.Log.MendAsync(run.Today, ct);
        return await RunAsync(run, started, ct);
    }

    private async ValueTask<IAsyncDisposable> LockAsync(AgentRun run, long started, CancellationToken ct)
    {
        try
        {
            return await run.Agent.Vault.LockAsync(".lock", run.Request.Trigger is "skill" or "http" ? PatienceOfCallers : TimeSpan.Zero, ct);
        }
        catch (AgentException e) when (e.Code == AgentFaults.LockBusy)
        {
            await run.RecordAsync("lock_busy", run.Agent.Model.DefaultModel, time.GetElapsedTime(started), CancellationToken.None);
            throw;
        }
    }

    private async Task<RunResult> RunAsync(AgentRun run, long started, CancellationToken ct)
    {
        var model = run.Request.Model ?? run.Agent.Model.DefaultModel;
        List<ChatMessage> messages = [new(ChatRole.System, SystemPrompt.Assemble(run.Agent, run.Memory)), new(ChatRole.User, run.Request.WorkItem)];
        var text = "";
        IChatClient? client = null;
        try
        {
            while (run.Tally.Turns < MostTurns)
            {
                var verdict = run.Decide(model, messages);
                if (!verdict.IsAllowed)
                {
                    await run.RecordAsync("skipped", model, time.GetElapsedTime(started), ct, ("error", verdict.Reason));
                    return run.Result(model, text, time.GetElapsedTime(started)) with { SkipReason = verdict.Reason };
                }
                if (verdict.UseFallback && run.Agent.Model.Fallback is { } fallback && fallback != model)
                {
                    (model, run.FellBack) = (fallback, true);
                    client?.Dispose();
                    client = null;
                }
                client ??= _providers.Open(model);
                var response = await client.GetResponseAsync(messages, Options(run, model), ct);
                run.Tally.Add(model, response);
                text = response.Text;
                run.Tally.Captures.TakeFrom(text);
                messages.AddRange(response.Messages);
                if (Answers(run, response) is not { Count: > 0 } answers)
                    break;
                messages.Add(new ChatMessage(ChatRole.Tool, answers));
                // A turn that only remembers something is the last one, unless it says nothing.
                if (text.Length > 0)
                    break;
            }
            var notes = run.Request.WritesCaptures ? await run.WriteCapturesAsync(ct) : [];
            await run.RecordAsync("ok", model, time.GetElapsedTime(started), ct);
            return run.Result(model, text, time.GetElapsedTime(started)) with { Captures = notes };
        }
        catch (Exception e)
        {
            // What was paid for counts, whatever went wrong afterwards.
            await run.RecordAsync("error", model, time.GetElapsedTime(started), CancellationToken.None, ("error", e.GetType().Name), ("error_detail", e.Message));
            throw;
        }
        finally
        {
            client?.Dispose();
        }
    }

    private static ChatOptions Options(AgentRun run, string model) => new()
    {
        ModelId = model, MaxOutputTokens = run.Agent.Model.MostOutputTokens, Temperature = Temperature, Tools = [CaptureTool.Instance],
    };

    private static List<AIContent> Answers(AgentRun run, ChatResponse response) =>
    [
        .. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => new FunctionResultContent(
            call.CallId,
            call.Name == CaptureTool.Instance.Name
                ? run.Tally.Captures.Take(JsonSerializer.SerializeToNode(call.Arguments, ArgumentsContext.Default.IDictionaryStringObject) as JsonObject) ?? "noted"
                : $"[tool error] there is no tool {call.Name}")),
    ];

    private string NewRunId() => string.Create(
        CultureInfo.InvariantCulture, $"run-{time.GetLocalNow():yyyyMMdd-HHmmss-ffffff}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
}
