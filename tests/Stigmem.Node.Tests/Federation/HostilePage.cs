namespace Stigmem.Node.Tests.Federation;

/// <summary>A page that a peer sends to do harm.</summary>
/// <param name="Facts">What is on it.</param>
/// <param name="Cursor">Where it says that the next begins, as JSON.</param>
/// <param name="HasMore">Whether it says that there is more, as JSON.</param>
/// <param name="Tear">What happens to its text in the end.</param>
internal sealed record HostilePage(IReadOnlyList<HostileFact> Facts, string Cursor, string HasMore, Func<string, string> Tear)
{
    /// <summary>The body of a push.</summary>
    public string Pushed(LyingPeer by) => Tear($"{{\"facts\":[{Items(by)}]}}");

    /// <summary>The answer to a pull.</summary>
    public string Served(LyingPeer by) => Tear($"{{\"facts\":[{Items(by)}],\"cursor\":{Cursor},\"has_more\":{HasMore}}}");

    private string Items(LyingPeer by) => string.Join(',', Facts.Select(fact => fact.Of(by)));
}
