namespace Stigmem.Node.Hosting;

/// <summary>One entry of a 422 list (access contract, section 1).</summary>
/// <param name="Type">The kind of problem, such as <c>missing</c>.</param>
/// <param name="Location">Where: <c>body</c> or <c>query</c>, then names and indexes.</param>
/// <param name="Message">Text for people; clients do not compare it.</param>
/// <param name="Input">What was sent, as raw JSON.</param>
/// <param name="Context">Limits and the like, as raw JSON; null when there are none.</param>
internal sealed record ShapeError(string Type, IReadOnlyList<object> Location, string Message, string Input, string? Context = null);
