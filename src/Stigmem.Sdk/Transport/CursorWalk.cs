using System.Runtime.CompilerServices;

namespace Stigmem.Sdk.Transport;

/// <summary>Follows the cursors of a list to its end.</summary>
internal static class CursorWalk
{
    /// <param name="first">Where to begin; null for the beginning.</param>
    /// <param name="fetch">Fetches the page at a cursor.</param>
    /// <param name="items">What is on a page.</param>
    /// <param name="next">Where the next page begins; null at the end.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public static async IAsyncEnumerable<TItem> AllAsync<TPage, TItem>(
        string? first,
        Func<string?, CancellationToken, Task<TPage>> fetch,
        Func<TPage, IReadOnlyList<TItem>> items,
        Func<TPage, string?> next,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var cursor = first;
        do
        {
            var page = await fetch(cursor, cancellation).ConfigureAwait(false);
            foreach (var item in items(page))
                yield return item;

            // A node that hands out the cursor it was given would be asked for ever.
            var following = next(page);
            if (following is not null && following == cursor)
                throw new StigmemException(200, ClientErrorCodes.InvalidAnswer, "The node's next page is the page it has just given.");
            cursor = following;
        }
        while (cursor is not null);
    }
}
