using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

/// <summary>Puts facts where not everybody sees them, without the routes of other slices.</summary>
internal static class HiddenFacts
{
    /// <summary>Makes a garden with one writer.</summary>
    public static Task<Guid> MakeGarden(this TestNode node, string slug, string writer)
    {
        var id = Guid.CreateVersion7();
        var member = new GardenMember(writer, GardenRole.Writer, writer, 1);
        var garden = new Garden(
            id, "default", slug, slug, FactScope.Local, null, writer, 1, false, false,
            ImmutableDictionary<string, GardenMember>.Empty.Add(writer, member));
        return node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            node.App.Services.GetRequiredService<GardenDirectory>().Create(session, garden);
            return id;
        });
    }

    /// <summary>Puts a fact into quarantine.</summary>
    public static Task<bool> Quarantine(this TestNode node, string factId) => node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
    {
        var fact = node.App.Services.GetRequiredService<FactReader>().Find(session, Guid.Parse(factId), "default")!;
        FactStates.Quarantine(session, fact.Seq, QuarantineStatus.Pending, null, "test", null, 1);
        return true;
    });
}
