namespace Stigmem.Agents.Spend;

/// <summary>The price of a model, US dollars a million tokens.</summary>
/// <param name="Input">What is read.</param>
/// <param name="Output">What is written.</param>
internal readonly record struct Price(double Input, double Output);
