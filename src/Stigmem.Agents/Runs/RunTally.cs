using Microsoft.Extensions.AI;
using Stigmem.Agents.Memory;
using Stigmem.Agents.Spend;

namespace Stigmem.Agents.Runs;

/// <summary>What a run has used so far. It is kept apart from the loop so that a failure still knows what was paid for.</summary>
internal sealed class RunTally
{
    /// <summary>Tokens read.</summary>
    public long Input { get; private set; }

    /// <summary>Those of them that came from the provider's cache.</summary>
    public long Cached { get; private set; }

    /// <summary>Tokens written.</summary>
    public long Output { get; private set; }

    /// <summary>US dollars.</summary>
    public double Cost { get; private set; }

    /// <summary>Whether the price of a model was not known, so that the dearest was taken.</summary>
    public bool IsEstimated { get; private set; }

    /// <summary>Turns taken.</summary>
    public int Turns { get; private set; }

    /// <summary>What the model wants remembered.</summary>
    public CaptureMarkers Captures { get; } = new();

    /// <summary>Adds a turn.</summary>
    public void Add(string model, ChatResponse response)
    {
        var (input, cached, output) = (response.Usage?.InputTokenCount ?? 0, response.Usage?.CachedInputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0);
        Input += input;
        Cached += cached;
        Output += output;
        Cost = Math.Round(Cost + PriceTable.BuiltIn.Cost(model, input, cached, output), 6, MidpointRounding.ToEven);
        _ = PriceTable.BuiltIn.Of(model, out var isKnown);
        IsEstimated |= !isKnown;
        Turns++;
    }
}
