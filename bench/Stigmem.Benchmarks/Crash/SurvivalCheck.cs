using System.Text;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Crash;

/// <summary>Asks a restarted node for everything it had acknowledged.</summary>
internal sealed class SurvivalCheck(NodeSite site, NodeRequests requests, SyntheticFacts facts)
{
    private const int Readers = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly List<string> _losses = [];
    private readonly Lock _gate = new();

    /// <summary>Looks up every fact by id; returns what is missing or altered.</summary>
    public async Task<IReadOnlyList<string>> FindLossesAsync(
        IReadOnlyList<AcknowledgedFact> acknowledged, CancellationToken cancellation)
    {
        if (acknowledged.Count == 0)
        {
            return [];
        }

        var gets = requests.GetsById([.. acknowledged.Select(fact => fact.Id)]);
        var runner = new LoadRunner(site.Origin, Readers) { OnAnswer = (index, body) => Compare(acknowledged[index], body) };
        var result = await runner.RunAsync(gets, new LoadBounds(gets.Count, Patience), repeat: false, cancellation);
        if (result.Succeeded != acknowledged.Count)
        {
            Lose($"{acknowledged.Count - result.Succeeded} acknowledged facts are not answered; first {result.FirstFailure}");
        }

        return _losses;
    }

    /// <summary>Asserts one more fact; its time must lie after all that were acknowledged.</summary>
    public async Task<AcknowledgedFact> AssertNextAsync(long index, CancellationToken cancellation)
    {
        AcknowledgedFact? next = null;
        var runner = new LoadRunner(site.Origin, clients: 1) { OnAnswer = (_, body) => next = AcknowledgedFact.Read(index, body) };
        var result = await runner.RunAsync(
            requests.Asserts(index, 1), new LoadBounds(1, Patience), repeat: false, cancellation);
        return next ?? throw new NodeCommandException($"the restarted node refused an assert: {result.FirstFailure}");
    }

    private void Compare(AcknowledgedFact fact, ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf(Encoding.UTF8.GetBytes(facts[fact.Index].Value)) < 0)
        {
            Lose($"fact {fact.Id} came back with another value");
        }
    }

    private void Lose(string what)
    {
        lock (_gate)
        {
            _losses.Add(what);
        }
    }
}
