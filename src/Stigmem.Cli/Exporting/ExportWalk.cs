using System.Runtime.CompilerServices;
using System.Text.Json;
using Stigmem.Cli.Exchange;
using Stigmem.Cli.Output;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Gardens;
using Stigmem.Sdk;
using Stigmem.Sdk.Facts;

namespace Stigmem.Cli.Exporting;

/// <summary>Goes through what is exported: facts, each garden before its first fact, and at the end what no fact names.</summary>
/// <param name="client">The node.</param>
/// <param name="query">Which facts.</param>
/// <param name="withHistory">Whether facts that lost a settled conflict go along.</param>
/// <param name="isWhole">Whether nothing is filtered, so that gardens without facts and second names go along too.</param>
internal sealed class ExportWalk(StigmemClient client, FactQuery query, bool withHistory, bool isWhole)
{
    /// <summary>Facts so far.</summary>
    public long Facts { get; private set; }

    /// <summary>Facts left out because the node did not give their value.</summary>
    public long Withheld { get; private set; }

    /// <summary>The lines, as JSON.</summary>
    public async IAsyncEnumerable<byte[]> LinesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var gardens = (await client.Gardens.ListAsync(cancellation)).ToDictionary(garden => garden.Id);
        HashSet<string> written = [];
        await foreach (var fact in client.Facts.QueryAllAsync(query, cancellation))
        {
            if (!Takes(fact))
                continue;
            var garden = fact.GardenId is { } id ? gardens.GetValueOrDefault(id) : null;
            if (garden is not null && written.Add(garden.Id))
                yield return await LineAsync(garden, cancellation);
            Facts++;
            yield return Bytes(ExportedFact.Of(fact, garden));
        }
        if (!isWhole)
            yield break;
        foreach (var garden in gardens.Values.Where(garden => !written.Contains(garden.Id)))
            yield return await LineAsync(garden, cancellation);
        foreach (var alias in await client.Aliases.ListAsync(cancellation: cancellation))
            yield return Bytes(AliasLine.Of(alias));
    }

    private bool Takes(FactRecord fact)
    {
        // What the node says about its own conflicts is made anew where the facts are imported.
        if (fact.Source.StartsWith("system:", StringComparison.Ordinal) || (fact.State == "superseded" && !withHistory))
            return false;
        Withheld += fact.SanitizerRedacted ? 1 : 0;
        return !fact.SanitizerRedacted;
    }

    private async Task<byte[]> LineAsync(GardenRecord garden, CancellationToken cancellation) =>
        Bytes(GardenLine.Of(await client.Gardens.GetAsync(garden.Id, cancellation)));

    private static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, CliJson.Info<T>());
}
