namespace Stigmem.Agents.Spend;

/// <summary>What models cost (agents contract, runtime section 3.1), US dollars a million tokens.</summary>
internal sealed class PriceTable
{
    private const double ShareOfCached = 0.1;

    private readonly Dictionary<string, Price> _prices;
    private readonly Price _dearest;

    private PriceTable(Dictionary<string, Price> prices)
    {
        _prices = prices;
        _dearest = new Price(prices.Values.Max(price => price.Input), prices.Values.Max(price => price.Output));
    }

    /// <summary>The prices that this version knows.</summary>
    public static PriceTable BuiltIn { get; } = new(new Dictionary<string, Price>(StringComparer.Ordinal)
    {
        ["claude-opus-4-8"] = new(5, 25), ["claude-opus-4-7"] = new(5, 25), ["claude-opus-4-7-20260101"] = new(5, 25),
        ["claude-sonnet-4-6"] = new(3, 15), ["claude-sonnet-4-6-20260101"] = new(3, 15),
        ["claude-haiku-4-5"] = new(0.8, 4), ["claude-haiku-4-5-20251001"] = new(0.8, 4),
        ["gpt-5"] = new(5, 20), ["gpt-5-mini"] = new(0.5, 2), ["gpt-5-nano"] = new(0.1, 0.5),
        ["moonshot/moonshot-v1-128k"] = new(0.3, 1.2), ["moonshot/moonshot-v1-32k"] = new(0.3, 1.2), ["moonshot/moonshot-v1-8k"] = new(0.3, 1.2),
        ["moonshot/kimi-k2.6"] = new(0.3, 1.2), ["moonshot/kimi-k2.5"] = new(0.3, 1.2), ["moonshot/kimi-k2-0905-preview"] = new(0.3, 1.2),
        ["moonshot/kimi-k2-0711-preview"] = new(0.3, 1.2), ["moonshot/kimi-2.6"] = new(0.3, 1.2),
        ["vertex/gemini-2.5-pro"] = new(1.25, 10), ["vertex/gemini-2.5-flash"] = new(0.3, 2.5),
        ["vertex/gemini-2.0-flash"] = new(0.1, 0.4), ["vertex/gemini-2.0-flash-lite"] = new(0.075, 0.3),
    });

    /// <summary>The price of a model; one that nobody knows counts as the dearest.</summary>
    /// <param name="model">Its full id.</param>
    /// <param name="isKnown">Whether the table has it.</param>
    public Price Of(string model, out bool isKnown)
    {
        // Models that run here cost nothing (rulings 48).
        if (model.StartsWith("offline", StringComparison.Ordinal) || model.StartsWith("ollama/", StringComparison.Ordinal))
        {
            isKnown = true;
            return new Price(0, 0);
        }
        isKnown = _prices.TryGetValue(model, out var price);
        return isKnown ? price : _dearest;
    }

    /// <summary>What a call cost, rounded to millionths.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">All tokens read.</param>
    /// <param name="cached">Those of them that came from the provider's cache.</param>
    /// <param name="output">Tokens written.</param>
    public double Cost(string model, long input, long cached, long output)
    {
        var price = Of(model, out _);
        return Math.Round(((cached * price.Input * ShareOfCached) + (Math.Max(0, input - cached) * price.Input) + (output * price.Output)) / 1e6, 6, MidpointRounding.ToEven);
    }
}
