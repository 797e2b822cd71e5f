using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Facts.Sql;

/// <summary>What becomes of facts. Every method but <see cref="Of"/> belongs to the writer's turn.</summary>
internal static class FactStates
{
    private static readonly SqlText Touch = new("INSERT OR IGNORE INTO fact_states (seq) VALUES (?1)");
    private static readonly SqlText SetRetracted = new("UPDATE fact_states SET retracted_us = ?2, retracted_by = ?3 WHERE seq = ?1 AND retracted_us IS NULL");
    private static readonly SqlText SetSuperseded = new("UPDATE fact_states SET superseded_us = ?2 WHERE seq = ?1 AND superseded_us IS NULL");
    private static readonly SqlText AddConflict = new("UPDATE fact_states SET open_conflicts = open_conflicts + ?2 WHERE seq = ?1");
    private static readonly SqlText SetValidUntil = new("UPDATE fact_states SET valid_until = ?2, valid_until_us = ?3 WHERE seq = ?1");
    private static readonly SqlText SetConfidence = new("UPDATE fact_states SET confidence = ?2 WHERE seq = ?1");
    private static readonly SqlText SetQuarantine = new(
        """
        UPDATE fact_states
        SET quarantine_status = ?2, quarantine_garden = ?3, quarantine_reason = ?4, quarantine_by = ?5, quarantine_us = ?6
        WHERE seq = ?1
        """);

    private static readonly SqlText Select = new(
        """
        SELECT retracted_us, superseded_us, open_conflicts, confidence, valid_until, valid_until_us, quarantine_status, quarantine_garden,
               quarantine_reason, quarantine_by, quarantine_us, garden_moved, garden
        FROM fact_states WHERE seq = ?1
        """);

    private static readonly SqlText MoveGarden = new("UPDATE fact_states SET garden_moved = 1, garden = ?2 WHERE seq = ?1");

    /// <summary>What became of a fact.</summary>
    public static FactState Of(SqlSession session, long seq)
    {
        using var row = session.Use(Select);
        if (!row.Bind(1, seq).Step())
            return FactState.Untouched;
        return new FactState
        {
            RetractedMicroseconds = row.GetInt64OrNull(0),
            SupersededMicroseconds = row.GetInt64OrNull(1),
            OpenConflicts = (int)row.GetInt64(2),
            Confidence = row.GetDoubleOrNull(3),
            ValidUntil = row.GetStringOrNull(4),
            ValidUntilMicroseconds = row.GetInt64OrNull(5),
            Quarantine = (QuarantineStatus)(row.GetInt64OrNull(6) ?? 0),
            QuarantineGarden = row.GetGuidOrNull(7),
            QuarantineReason = row.GetStringOrNull(8),
            QuarantineActedBy = row.GetStringOrNull(9),
            QuarantineActedMicroseconds = row.GetInt64OrNull(10),
            GardenMoved = row.GetInt64(11) != 0,
            Garden = row.GetGuidOrNull(12),
        };
    }

    public static void Retract(SqlSession session, long seq, long atMicroseconds, string by)
    {
        using var update = Prepare(session, SetRetracted, seq);
        update.Bind(2, atMicroseconds).Bind(3, by).Execute();
    }

    public static void Supersede(SqlSession session, long seq, long atMicroseconds)
    {
        using var update = Prepare(session, SetSuperseded, seq);
        update.Bind(2, atMicroseconds).Execute();
    }

    /// <summary>Counts a conflict in (1) or out (-1).</summary>
    public static void CountConflict(SqlSession session, long seq, int change)
    {
        using var update = Prepare(session, AddConflict, seq);
        update.Bind(2, (long)change).Execute();
    }

    public static void Expire(SqlSession session, long seq, string validUntil, long microseconds)
    {
        using var update = Prepare(session, SetValidUntil, seq);
        update.Bind(2, validUntil).Bind(3, microseconds).Execute();
    }

    public static void OverrideConfidence(SqlSession session, long seq, double confidence)
    {
        using var update = Prepare(session, SetConfidence, seq);
        update.Bind(2, confidence).Execute();
    }

    public static void Quarantine(SqlSession session, long seq, QuarantineStatus status, Guid? garden, string reason, string? by, long atMicroseconds)
    {
        using var update = Prepare(session, SetQuarantine, seq);
        update.Bind(2, (long)status).Bind(3, garden).Bind(4, reason).Bind(5, by).Bind(6, atMicroseconds).Execute();
    }

    /// <summary>Moves a fact into a garden, or with null into the open fabric.</summary>
    public static void Move(SqlSession session, long seq, Guid? garden)
    {
        using var update = Prepare(session, MoveGarden, seq);
        update.Bind(2, garden).Execute();
    }

    private static SqlStatement Prepare(SqlSession session, SqlText sql, long seq)
    {
        using (var touch = session.Use(Touch))
            touch.Bind(1, seq).Execute();
        return session.Use(sql).Bind(1, seq);
    }
}
