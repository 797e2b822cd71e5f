using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Facts;
using Stigmem.Sdk;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>
/// Sends items in batches. Each batch carries a key made of its contents, so that one which is sent again, by a resumed
/// import or over a broken connection, is not stored again.
/// </summary>
/// <param name="client">The node.</param>
/// <param name="run">A mark of this run, if what an earlier one sent may have to be sent again; nothing for imports that resume.</param>
internal sealed class BatchSender(StigmemClient client, string run = "")
{
    /// <summary>The most items of a batch.</summary>
    public const int MostItems = 500;

    /// <summary>The most characters of values in a batch; keeps its body below the node's default limit.</summary>
    public const int MostCharacters = 1_000_000;

    private const string BodyPart = "body";
    private const string FactsPart = "facts";

    /// <summary>Sends the items that are facts.</summary>
    /// <returns>Refusals in the order of the items; everything else was accepted.</returns>
    public async Task<List<ImportRefusal>> SendAsync(IReadOnlyList<ImportItem> items, CancellationToken cancellation)
    {
        var refusals = items.Where(item => item.Fact is null).Select(item => ImportRefusal.Of(item, item.Problem!, "not_a_fact")).ToList();
        var pending = items.Where(item => item.Fact is not null).ToList();
        while (pending.Count > 0)
        {
            try
            {
                refusals.AddRange(await SendFactsAsync(pending, cancellation));
                break;
            }
            catch (StigmemException e) when (Misshapen(e, pending) is { Count: > 0 } misshapen)
            {
                // One item of a wrong shape makes the node refuse the whole batch, and tells which it was.
                refusals.AddRange(misshapen.Select(pair => ImportRefusal.Of(pending[pair.Key], pair.Value, e.Code)));
                pending = [.. pending.Where((_, index) => !misshapen.ContainsKey(index))];
            }
        }
        refusals.Sort((a, b) => (a.File, a.Line).CompareTo((b.File, b.Line)));
        return refusals;
    }

    /// <summary>Takes back what its source has said about the tuple and says this instead, both or neither.</summary>
    /// <returns>The refusal, if the node refused it.</returns>
    public async Task<ImportRefusal?> ReplaceAsync(ImportItem item, CancellationToken cancellation)
    {
        var fact = item.Fact!;
        List<AssertRequest> facts = [fact with { Value = FactValues.Label("retracted"), Confidence = 0 }, fact];
        var answer = await client.Facts.AssertBatchAsync(new BatchAssertRequest { Facts = facts, Atomic = true, IdempotencyKey = KeyOf(facts) }, cancellation);
        return answer.Accepted == facts.Count
            ? null
            : answer.Results.Where(result => result.Error is not null).Select(result => ImportRefusal.Of(item, result.Error!, result.Code ?? result.Status)).First();
    }

    private async Task<IEnumerable<ImportRefusal>> SendFactsAsync(List<ImportItem> items, CancellationToken cancellation)
    {
        var facts = items.Select(item => item.Fact!).ToList();
        var answer = await client.Facts.AssertBatchAsync(new BatchAssertRequest { Facts = facts, IdempotencyKey = KeyOf(facts) }, cancellation);
        return answer.Results
            .Where(result => result.Error is not null || result.FactId is null)
            .Select(result => ImportRefusal.Of(items[result.Index], result.Error ?? result.Status, result.Code ?? result.Status));
    }

    private string KeyOf(List<AssertRequest> facts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(run));
        foreach (var fact in facts)
            hash.AppendData(Encoding.UTF8.GetBytes(CliJson.Text(fact)));
        return "import-" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Dictionary<int, string> Misshapen(StigmemException refusal, List<ImportItem> items)
    {
        Dictionary<int, string> problems = [];
        foreach (var problem in refusal.Problems)
        {
            if (problem.Location is [BodyPart, FactsPart, var position, ..]
                && int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count)
                problems.TryAdd(index, $"{string.Join('.', problem.Location.Skip(3))}: {problem.Message}");
        }
        return problems;
    }
}
