namespace Stigmem.Node.Tests.Boundaries;

/// <summary>One request that tries to see what it must not.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, escaped.</param>
/// <param name="Json">The body, or null.</param>
/// <param name="Echo">A text that the request itself brings along and the answer may repeat.</param>
internal sealed record Probe(string Method, string Path, string? Json = null, string? Echo = null)
{
    public static Probe Get(string path, string? echo = null) => new("GET", path, null, echo);
}
