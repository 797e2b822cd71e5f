using System.Globalization;

namespace Stigmem.Node.Tests.Federation;

/// <summary>One fact of a <see cref="HostilePage"/>.</summary>
/// <param name="Number">Which id it comes under; few, so that ids come again with other bodies.</param>
/// <param name="Entity">Its entity before it is spoiled.</param>
/// <param name="Relation">Its relation.</param>
/// <param name="Source">Its source; null for the peer itself.</param>
/// <param name="Scope">Its scope.</param>
/// <param name="KeepsCid">Whether it keeps the content id of the unspoiled fact; otherwise it has none.</param>
/// <param name="Changes">Members and what stands there instead, as JSON; null leaves one out.</param>
internal sealed record HostileFact(
    int Number, string Entity, string Relation, string? Source, string Scope, bool KeepsCid, IReadOnlyList<(string Member, string? Json)> Changes)
{
    /// <summary>Its text when a peer sends it.</summary>
    public string Of(LyingPeer peer)
    {
        var value = Number.ToString(CultureInfo.InvariantCulture);
        var fact = PeerFacts.Of(peer, value, Scope, Source, Entity, Relation).With("id", new Guid(Number, 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString());
        var members = fact.ToDictionary(member => member.Key, member => member.Value?.ToJsonString() ?? "null", StringComparer.Ordinal);
        if (!KeepsCid)
            members.Remove("cid");
        foreach (var (member, json) in Changes)
        {
            if (json is null)
                members.Remove(member);
            else
                members[member] = json;
        }
        return $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";
    }
}
