using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Gardens.Sql;

/// <summary>
/// Says who belongs to a garden in facts of the node's own, if the operator wants that: <c>garden:member</c>, and
/// <c>garden:role:</c> with the member's name. They lie in the garden itself, so only members read them, and none of them
/// decides anything. In the writer's turn.
/// </summary>
internal sealed class MembershipFacts(FactLog log, FactReader reader, CommitSequence sequence, AuthSettings settings, IdentitySettings identity)
{
    private const string MemberRelation = "garden:member";
    private const string RolePrefix = "garden:role:";

    /// <summary>Somebody has come in.</summary>
    public void Joined(SqlSession session, Garden garden, GardenMember member)
    {
        if (!settings.GardenMembershipFacts)
            return;
        State(session, garden, MemberRelation, MemberValue(member));
        State(session, garden, RolePrefix + member.EntityUri, RoleValue(member));
    }

    /// <summary>Somebody has another role.</summary>
    public void RoleChanged(SqlSession session, Garden garden, GardenMember before, GardenMember after)
    {
        if (!settings.GardenMembershipFacts || before.Role == after.Role)
            return;
        TakeBack(session, garden, RolePrefix + before.EntityUri, RoleValue(before));
        State(session, garden, RolePrefix + after.EntityUri, RoleValue(after));
    }

    /// <summary>Somebody has left.</summary>
    public void Left(SqlSession session, Garden garden, GardenMember member)
    {
        if (!settings.GardenMembershipFacts)
            return;
        TakeBack(session, garden, MemberRelation, MemberValue(member));
        TakeBack(session, garden, RolePrefix + member.EntityUri, RoleValue(member));
    }

    private void State(SqlSession session, Garden garden, string relation, FactValue value)
    {
        var entity = EntityOf(garden);
        log.Append(session, new NewFact
        {
            Tenant = garden.Tenant,
            Entity = entity,
            Relation = relation,
            Value = value,
            Source = ConflictLog.NodeSource,
            Confidence = 1,
            Scope = garden.Scope,
            Garden = garden.Id,
            Actor = ConflictLog.NodeSource,
            Cid = NewFact.CidOf(entity, relation, value, ConflictLog.NodeSource, 1, garden.Scope),
        });
    }

    private void TakeBack(SqlSession session, Garden garden, string relation, FactValue value)
    {
        var tuple = new FactTuple(garden.Tenant, EntityOf(garden), relation, garden.Scope);
        foreach (var fact in reader.FindAll(session, tuple, int.MaxValue))
        {
            if (fact.Source == ConflictLog.NodeSource && fact.Garden == garden.Id && fact.Value == value && fact.State.RetractedMicroseconds is null)
                FactStates.Retract(session, fact.Seq, sequence.NextTimestamp(), ConflictLog.NodeSource);
        }
    }

    private string EntityOf(Garden garden) => $"stigmem://{identity.Authority}/garden/{garden.Slug}";

    private static FactValue MemberValue(GardenMember member) => new(FactValueType.Ref, member.EntityUri, InterpretAs.Content);

    private static FactValue RoleValue(GardenMember member) => new(FactValueType.String, member.Role.Name(), InterpretAs.Content);
}
