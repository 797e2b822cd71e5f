namespace Stigmem.Cli.Demo.Attacks;

/// <summary>One thing that a bad peer tries, and what a sound node does about it.</summary>
/// <param name="Name">What it is called, in a word or two.</param>
/// <param name="Attempt">What is tried.</param>
/// <param name="Expected">What the node has to answer, in order.</param>
/// <param name="Audited">Events that its audit of peers has to show afterwards.</param>
/// <param name="RunAsync">Tries it, and tells what the node answered.</param>
internal sealed record Attack(
    string Name,
    string Attempt,
    IReadOnlyList<string> Expected,
    IReadOnlyList<string> Audited,
    Func<Battlefield, CancellationToken, Task<IReadOnlyList<string>>> RunAsync);
