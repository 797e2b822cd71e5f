using System.Collections.Frozen;

namespace Stigmem.Node.Recall.Sql;

/// <summary>The relations by which an entity says that it is part of a session, a conversation or a document.</summary>
internal static class ThreadRelations
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "in", "in_session", "in_thread", "in_conversation", "in_chat", "in_meeting", "in_document", "part_of", "session", "thread", "conversation",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a relation is one, whatever its namespace.</summary>
    public static bool Contains(string relation) => Names.Contains(relation[(relation.LastIndexOf(':') + 1)..]);
}
