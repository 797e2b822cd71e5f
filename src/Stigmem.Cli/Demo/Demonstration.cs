using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;
using Stigmem.Core.Facts;
using Stigmem.Core.Signatures;
using Stigmem.Sdk.Conflicts;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Demo;

/// <summary>What two nodes show: they are introduced to each other, share a fact, and notice that they disagree.</summary>
internal sealed class Demonstration(DemoNode a, DemoNode b, TimeProvider time, Action<string> tell)
{
    private const string Entity = "project:atlas";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>Runs all steps.</summary>
    /// <returns>The fact that went from one node to the other, and the fingerprints of both keys.</returns>
    /// <exception cref="CommandFailure">A step failed.</exception>
    public async Task<DemoOutcome> RunAsync(CancellationToken cancellation)
    {
        var ofA = await IntroduceAsync(a, b, cancellation);
        var ofB = await IntroduceAsync(b, a, cancellation);
        var said = await a.Client.Facts.AssertAsync(Owner("Ada", "agent:ada"), cancellation);
        tell($"{a.Name}: {Entity} memory:owner = Ada, scope company");
        var started = time.GetTimestamp();
        await UntilAsync($"{b.Name} has the fact of {a.Name}", async () =>
            (await b.Client.Facts.QueryAsync(new FactQuery { Entity = Entity }, cancellation)).Facts.Any(fact => fact.Id == said.Id), cancellation);
        tell($"{b.Name} has it after {(long)time.GetElapsedTime(started).TotalMilliseconds} ms, with the same id and content id");
        await b.Client.Facts.AssertAsync(Owner("Bob", "agent:bob"), cancellation);
        tell($"{b.Name}: {Entity} memory:owner = Bob, which contradicts it");
        foreach (var node in (DemoNode[])[a, b])
        {
            await UntilAsync($"{node.Name} sees the contradiction", async () =>
                (await node.Client.Conflicts.ListAsync(new ConflictQuery { Status = "unresolved" }, cancellation)).Conflicts.Count == 1, cancellation);
            tell($"{node.Name} sees the contradiction");
        }
        return new DemoOutcome(said.Id, ofA, ofB);
    }

    /// <summary>
    /// Introduces a node and lets it in. The fingerprint comes from the node's own key file, as an operator would read it
    /// out, and not from what the other node was sent.
    /// </summary>
    private async Task<Introduction> IntroduceAsync(DemoNode who, DemoNode toWhom, CancellationToken cancellation)
    {
        using var key = who.OpenKey();
        var made = await new Introducer(who.Client, key, null, time).ToAsync(toWhom.Client, toWhom.Url, ["company", "public"], cancellation);
        if (made.PeerId is null)
            throw Failed($"{toWhom.Name} knows {who.Name} already");
        await toWhom.Client.Federation.ApproveAsync(made.PeerId, KeyFingerprint.OfKeyText(key.PublicKeyText), cancellation);
        tell($"{toWhom.Name} let {who.Name} in: {made.Fingerprint}");
        return made;
    }

    private async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var look = new PeriodicTimer(Look, time);
        try
        {
            while (!await holds())
                await look.WaitForNextTickAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failed($"{what}: not within {Patience.TotalSeconds} seconds");
        }
    }

    private static CommandFailure Failed(string what) =>
        new(what, "demo_failed", "Run it again on an idle machine; if it fails again, 'stigmem doctor' tells what is wrong here.");

    private static NewFact Owner(string name, string source) => new()
    {
        Entity = Entity,
        Relation = "memory:owner",
        Value = FactValues.Label(name),
        Source = source,
        Scope = FactScope.Company,
    };
}
