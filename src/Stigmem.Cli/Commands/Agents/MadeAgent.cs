namespace Stigmem.Cli.Commands.Agents;

/// <summary>A new agent.</summary>
/// <param name="Agent">Its name.</param>
/// <param name="Folder">Where it is.</param>
internal sealed record MadeAgent(string Agent, string Folder);
