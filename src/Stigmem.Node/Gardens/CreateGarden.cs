using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Node.Gardens;

/// <summary><c>POST /v1/gardens</c>: a new garden, run by whoever made it (access contract, section 7).</summary>
internal sealed class CreateGarden(
    SqlEngine engine, GardenDirectory gardens, MembershipFacts facts, AuditLog audit, CommitSequence sequence, IdSource ids, IdentitySettings identity)
{
    private const int LongestSlug = 63;

    public static readonly Operation Operation = new("POST", "/v1/gardens", "create_garden_v1_gardens_post", "gardens", "Create a garden")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(GardenCreateRequest),
        Answer = typeof(GardenRecord),
        Refusals = [403, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var draft = Read(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (Refusal(call.Caller, draft) is { } refused)
            return Reply.Refuse(refused);
        if (!GardenSlug.TryNormalize(draft.Slug, out var slug))
            return Reply.Refuse(FaultCode.Unprocessable, @"slug must match ^[a-z0-9][a-z0-9\-]{0,62}$");
        var outcome = await engine.WriteAsync(session => Create(session, call.Caller, draft with { Slug = slug }));
        return outcome.TryGet(out var garden, out var fault) ? Reply.Created(garden.ToRecord(identity)) : Reply.Refuse(fault);
    }

    private static Draft Read(ObjectReader body) => new(
        body.RequiredText("slug", least: 1, most: LongestSlug),
        body.RequiredText("name", least: 1),
        AssertInputReader.ReadScope(body, "scope", FactScope.Company),
        body.OptionalText("description"),
        body.Flag("quarantine", false));

    private static Fault? Refusal(Principal caller, Draft draft)
    {
        if (!caller.Has(Permissions.Write))
            return new Fault(FaultCode.PermissionRequired, "write permission required");
        return caller.Scopes.Contains(draft.Scope) ? null : new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
    }

    private Outcome<Garden> Create(SqlSession session, Principal caller, Draft draft)
    {
        if (gardens.Working.BySlug.ContainsKey((caller.Tenant, draft.Slug)))
            return new Fault(FaultCode.Conflict, "slug already exists");
        var now = sequence.NextTimestamp();
        var creator = new GardenMember(caller.EntityUri, GardenRole.Admin, caller.EntityUri, now);
        var garden = new Garden(
            ids.Next(), caller.Tenant, draft.Slug, draft.Name, draft.Scope, draft.Description, caller.EntityUri, now, draft.IsQuarantine, false,
            ImmutableDictionary<string, GardenMember>.Empty.Add(creator.EntityUri, creator));
        gardens.Create(session, garden);
        facts.Joined(session, garden, creator);
        audit.Append(
            session, caller, "garden_create",
            ("garden_id", garden.Id.ToString()), ("slug", garden.Slug), ("scope", garden.Scope.Name()), ("quarantine", garden.IsQuarantine ? "true" : "false"));
        return garden;
    }

    private sealed record Draft(string Slug, string Name, FactScope Scope, string? Description, bool IsQuarantine);
}
