using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Cards;

namespace Stigmem.Node.Cards;

/// <summary><c>GET /v1/cards/{entity_uri}</c>: an entity at a glance (operations contract, section 3).</summary>
internal sealed class GetCard(SqlEngine engine, CardBuilder cards, FactIndex index, EntityNaming naming)
{
    public static readonly Operation Operation = new("GET", "/v1/cards/{**entity_uri}", "get_card_v1_cards__entity_uri__get", "cards", "An entity at a glance")
    {
        Answer = typeof(MemoryCardResponse),
        Refusals = [400, 403, 404],
        Parameters =
        [
            new("scope", "string", "local, team, company or public; default local."),
            new("refresh", "boolean", "Accepted for clients that send it: a card is always fresh."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var parameters = call.Query();
        var scopeName = parameters.Text("scope") ?? "local";
        parameters.Flag("refresh", false);
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!FactScopes.TryParse(scopeName, out var scope))
            return Reply.Refuse(FaultCode.BadRequest, $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]");
        if (!naming.Normalize(call.PathPart("/v1/cards/")).TryGet(out var entity, out var fault))
            return Reply.Refuse(fault);
        await index.CatchUpAsync(call);
        using var lease = engine.Read();
        lease.HoldSnapshot();
        return cards.Build(lease.Session, call.Caller, entity, scope) is { } card
            ? Reply.Ok(Wire(card))
            : Reply.Refuse(FaultCode.NotFound, "no facts found for entity");
    }

    private static MemoryCardResponse Wire(Card card) => new()
    {
        EntityUri = card.Entity,
        Scope = card.Scope.Name(),
        Summary = card.Summary,
        FactHashes = [.. card.Facts.Select(fact => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fact.Id.ToString()))))],
        AvgConfidence = card.AverageConfidence,
        RefreshedAt = Instants.Format(card.BuiltMicroseconds),
        IsStale = false,
        HasContradictions = card.HasContradictions,
        SanitizerWarnings = card.SanitizerWarnings,
    };
}
