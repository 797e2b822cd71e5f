using System.Net;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Network;

/// <summary>What lies between the nodes. Each message meets the fate that the schedule draws for it.</summary>
internal sealed class ScriptedNetwork(World world)
{
    private static readonly Fate[] Trouble =
        [Fate.RequestLost, Fate.RequestHeld, Fate.RequestTwice, Fate.AnswerLost, Fate.AnswerHeld, Fate.AnswerHeld, Fate.AnswerTorn];

    private readonly HashSet<(int, int)> _cuts = [];

    /// <summary>Whether nothing goes wrong.</summary>
    public bool IsCalm { get; set; } = true;

    public HttpMessageHandler HandlerOf(SimulatedNode node) => new Handler(this, node);

    public void Cut(int a, int b) => _cuts.Add(Pair(a, b));

    public void Join(int a, int b) => _cuts.Remove(Pair(a, b));

    public void JoinAll() => _cuts.Clear();

    public bool IsCut(int a, int b) => _cuts.Contains(Pair(a, b));

    private async Task<NodeAnswer> SendAsync(SimulatedNode from, HttpRequestMessage request)
    {
        var flight = Flight.Current;
        var to = request.RequestUri!.Port - 7_000;
        var fate = IsCalm || world.Chance(65) ? Fate.Delivered : Trouble[world.Next(Trouble.Length)];
        if (fate == Fate.RequestHeld && flight.Peer is not null)
            await flight.ParkAsync();
        RequireLink(flight, from, to);
        if (fate == Fate.RequestLost)
            throw new HttpRequestException("the request was lost");
        var answer = await DeliverAsync(flight, to, request);
        if (fate == Fate.RequestTwice)
        {
            // Nobody hears the first answer.
            flight.Told.Clear();
            answer = await DeliverAsync(flight, to, request);
        }
        if (fate == Fate.AnswerLost)
            throw new HttpRequestException("the answer was lost");
        if (fate == Fate.AnswerHeld && flight.Peer is not null)
        {
            await flight.ParkAsync();
            RequireLink(flight, from, to);
        }
        return fate == Fate.AnswerTorn ? answer with { Body = answer.Body[..world.Next(answer.Body.Length + 1)] } : answer;
    }

    private void RequireLink(Flight flight, SimulatedNode from, int to)
    {
        if (!flight.IsOfThisLife || IsCut(from.Number, to) || !world.IsReachable(to))
            throw new HttpRequestException("nobody answers");
    }

    private async Task<NodeAnswer> DeliverAsync(Flight flight, int to, HttpRequestMessage request)
    {
        var (target, token) = (request.RequestUri!.PathAndQuery, request.Headers.Authorization?.ToString());
        if (to == Liar.Number)
            return world.Liar!.Answer(flight, target);
        var node = world.Nodes[to];
        var life = node.Life;
        var answer = await node.AnswerPeerAsync(request.Method.Method, target, token, null);
        if (node.Life != life)
            throw new HttpRequestException("it crashed while it answered");
        if (target.StartsWith("/v1/federation/facts", StringComparison.Ordinal) && answer.Status == 200)
            world.Wire.Served(node, flight.Node.NodeId, flight.Claimed, token!, answer);
        return answer;
    }

    private static (int, int) Pair(int a, int b) => a < b ? (a, b) : (b, a);

    private sealed class Handler(ScriptedNetwork network, SimulatedNode node) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await network.SendAsync(node, request);
            var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(answer.Body) };
            if (answer.RetryAfter is { } seconds)
                response.Headers.TryAddWithoutValidation("Retry-After", seconds);
            return response;
        }
    }
}
