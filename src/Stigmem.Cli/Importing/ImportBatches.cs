namespace Stigmem.Cli.Importing;

/// <summary>Groups of items, cut by number and by size; the same cuts in every run that starts at the same place.</summary>
internal static class ImportBatches
{
    /// <summary>The groups; an item that stands alone is one by itself.</summary>
    public static IEnumerable<IReadOnlyList<ImportItem>> Of(IEnumerable<ImportItem> items)
    {
        List<ImportItem> batch = [];
        var characters = 0;
        foreach (var item in items)
        {
            if (item.StandsAlone)
            {
                if (batch.Count > 0)
                    yield return batch;
                yield return [item];
                batch = [];
                characters = 0;
                continue;
            }
            batch.Add(item);
            characters += item.Fact?.Value.V.Text?.Length ?? 0;
            if (batch.Count < BatchSender.MostItems && characters < BatchSender.MostCharacters)
                continue;
            yield return batch;
            batch = [];
            characters = 0;
        }
        if (batch.Count > 0)
            yield return batch;
    }
}
