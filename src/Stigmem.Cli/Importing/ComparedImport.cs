using Stigmem.Sdk;

namespace Stigmem.Cli.Importing;

/// <summary>
/// An import of a file that another program goes on changing. It writes what is new, replaces what reads differently now,
/// and writes nothing for what is there already; run again, it finds nothing to do. What has gone from the file stays.
/// </summary>
internal sealed class ComparedImport(StigmemClient client, BatchSender sender, Action<ImportRefusal> refused, Action<ImportRefusal> leftOut)
{
    private const string NotImported = "not_imported";
    private readonly List<ImportItem> _new = [];
    private readonly List<ImportItem> _changed = [];
    private readonly Dictionary<(string Entity, string Relation), ImportItem> _seen = [];
    private long _unchanged;
    private long _leftOut;
    private long _refused;

    /// <summary>Goes through the source.</summary>
    /// <param name="reader">The source.</param>
    /// <param name="defaults">What the import adds.</param>
    /// <param name="dryRun">Whether to leave it at the comparison.</param>
    /// <param name="cancellation">Ends the import; what was sent stays.</param>
    public async Task<ImportCounts> RunAsync(IImportReader reader, ImportDefaults defaults, bool dryRun, CancellationToken cancellation)
    {
        var known = await KnownFacts.ReadAsync(client, defaults, cancellation);
        foreach (var item in reader.Read())
            Sort(item, known);
        var counts = dryRun ? new ImportCounts(_new.Count, _changed.Count) : await SendAsync(cancellation);
        return counts with { Unchanged = _unchanged, LeftOut = _leftOut, Refused = _refused };
    }

    private void Sort(ImportItem item, KnownFacts known)
    {
        if (item.IsLeftOut)
        {
            _leftOut++;
            leftOut(ImportRefusal.Of(item, item.Problem!, NotImported));
        }
        else if (item.Fact is not { } fact)
            Refuse(ImportRefusal.Of(item, item.Problem!, "not_a_fact"));
        else if (!_seen.TryAdd(KnownFacts.TupleOf(fact), item))
            Repeat(item, _seen[KnownFacts.TupleOf(fact)]);
        else if (known.Says(fact))
            _unchanged++;
        else
            (known.Has(fact) ? _changed : _new).Add(item);
    }

    private void Repeat(ImportItem item, ImportItem first)
    {
        if (first.Fact!.Value == item.Fact!.Value)
            _unchanged++;
        else
            Refuse(ImportRefusal.Of(item, $"{item.Fact.Entity} has another {item.Fact.Relation} in line {first.Line}", "repeated"));
    }

    private async Task<ImportCounts> SendAsync(CancellationToken cancellation)
    {
        var (added, changed) = (0L, 0L);
        foreach (var batch in ImportBatches.Of(_new))
        {
            var refusals = await sender.SendAsync(batch, cancellation);
            refusals.ForEach(Refuse);
            added += batch.Count - refusals.Count;
        }
        foreach (var item in _changed)
        {
            if (await sender.ReplaceAsync(item, cancellation) is { } refusal)
                Refuse(refusal);
            else
                changed++;
        }
        return new ImportCounts(added, changed);
    }

    private void Refuse(ImportRefusal refusal)
    {
        _refused++;
        refused(refusal);
    }
}
