using Stigmem.Cli.Exchange;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Gardens;
using Stigmem.Sdk;

namespace Stigmem.Cli.Importing;

/// <summary>
/// Makes the gardens and second names of an export. A garden that is there already keeps its members: a file must not let
/// anybody into a garden that is in use.
/// </summary>
internal sealed class GardenSender(StigmemClient client, Action<string> note)
{
    /// <summary>Sends an item that is no fact.</summary>
    /// <returns>Its refusal, if the node refused it.</returns>
    public async Task<List<ImportRefusal>> SendAsync(ImportItem item, CancellationToken cancellation)
    {
        try
        {
            if (item.Alias is { } alias)
                await client.Aliases.CreateAsync(alias.RawUri, alias.CanonicalUri, cancellation);
            else if (await FindAsync(item.Garden!, cancellation) is not { } present)
                await CreateAsync(item.Garden!, cancellation);
            else if (present.Scope != item.Garden!.Scope)
                return [ImportRefusal.Of(item, $"garden {present.Slug} is there already with scope {present.Scope}", "conflict")];
            else
                note($"garden {present.Slug} is there already; its name and members stay as they are");
            return [];
        }
        catch (StigmemException e) when (e.Status is >= 400 and < 500 && !e.IsTransient)
        {
            return [ImportRefusal.Of(item, NodeRefusals.Describe(e).Message, e.Code)];
        }
    }

    private async Task<GardenRecord?> FindAsync(GardenLine garden, CancellationToken cancellation)
    {
        try
        {
            return await client.Gardens.GetAsync(garden.Slug, cancellation);
        }
        catch (StigmemException e) when (e.Code == "not_found")
        {
            return null;
        }
    }

    private async Task CreateAsync(GardenLine garden, CancellationToken cancellation)
    {
        var made = await client.Gardens.CreateAsync(
            new GardenCreateRequest { Slug = garden.Slug, Name = garden.Name, Scope = garden.Scope, Description = garden.Description, Quarantine = garden.Quarantine },
            cancellation);
        foreach (var member in garden.Members.Where(member => member.EntityUri != made.CreatedBy))
            await client.Gardens.Members.AddAsync(made.Slug, member.EntityUri, member.Role, cancellation);
    }
}
