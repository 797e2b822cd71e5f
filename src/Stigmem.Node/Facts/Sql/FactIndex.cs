using System.Globalization;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// The look-ups that no write waits for: by content id, relation, source, and the informal entities there are. They are
/// kept in the store's index file and follow the log (decision 0024).
/// </summary>
internal sealed class FactIndex(SqlEngine engine, CommitSequence sequence, StorageSettings settings, TimeProvider time) : IJob
{
    /// <summary>How long after a question the next one is expected, and what is new is taken over soon.</summary>
    private static readonly TimeSpan Expectant = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Its tables in the index file.</summary>
    public static IIndexPart Part { get; } = new SqlIndexPart(
        """
        CREATE TABLE cids (key BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) WITHOUT ROWID;
        CREATE TABLE names (id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (tenant, name));
        CREATE TABLE by_relation (
            name INTEGER NOT NULL, timestamp_us INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (name, timestamp_us, seq)) WITHOUT ROWID;
        CREATE TABLE by_source (
            name INTEGER NOT NULL, timestamp_us INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (name, timestamp_us, seq)) WITHOUT ROWID;
        CREATE TABLE informal_entities (
            tenant INTEGER NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (tenant, type, name)) WITHOUT ROWID;
        """,
        [
            new("INSERT INTO cids SELECT substr(cid, 1, 8), seq FROM store.facts WHERE seq > ?1 AND seq <= ?2 ORDER BY 1, 2"),
            new("INSERT OR IGNORE INTO names (tenant, name) SELECT tenant, relation FROM store.facts WHERE seq > ?1 AND seq <= ?2"),
            new("INSERT OR IGNORE INTO names (tenant, name) SELECT tenant, source FROM store.facts WHERE seq > ?1 AND seq <= ?2"),
            new(
                """
                INSERT INTO by_relation SELECT n.id, f.timestamp_us, f.seq FROM store.facts f CROSS JOIN names n ON n.tenant = f.tenant AND n.name = f.relation
                WHERE f.seq > ?1 AND f.seq <= ?2 ORDER BY 1, 2, 3
                """),
            new(
                """
                INSERT INTO by_source SELECT n.id, f.timestamp_us, f.seq FROM store.facts f CROSS JOIN names n ON n.tenant = f.tenant AND n.name = f.source
                WHERE f.seq > ?1 AND f.seq <= ?2 ORDER BY 1, 2, 3
                """),
            new(
                """
                INSERT OR IGNORE INTO informal_entities SELECT tenant, substr(entity, 1, instr(entity, ':')), entity FROM store.facts
                WHERE seq > ?1 AND seq <= ?2 AND substr(entity, 1, 8) <> 'stigmem:'
                """),
        ]);

    private long _asked = time.GetTimestamp();
    private long _followed;

    public string Name => "fact-index";

    public TimeSpan Every => settings.IndexInterval < Soon ? settings.IndexInterval : Soon;

    /// <summary>Whether everything that was committed when the caller asked can be looked up; if not, the log itself tells.</summary>
    public ValueTask<bool> CatchUpAsync()
    {
        Interlocked.Exchange(ref _asked, time.GetTimestamp());
        return FollowAsync();
    }

    /// <summary>How many numbers of the log it is behind.</summary>
    public long Lag => Math.Max(0, sequence.Head - engine.Index.Position);

    /// <summary>
    /// The same for an answer that only the index file gives: one that is behind says by how many numbers in the header
    /// <c>Stigmem-Index-Lag</c>.
    /// </summary>
    public async ValueTask CatchUpAsync(Call call)
    {
        if (!await CatchUpAsync())
            call.Http.Response.Headers["Stigmem-Index-Lag"] = Lag.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Takes over what is new: seldom while nobody asks, since large passes are cheap, and soon while somebody does.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        var isExpectant = time.GetElapsedTime(Interlocked.Read(ref _asked)) < Expectant;
        var pause = isExpectant && settings.IndexInterval > Soon ? Soon : settings.IndexInterval;
        if (time.GetElapsedTime(Interlocked.Read(ref _followed)) >= pause)
            await FollowAsync();
    }

    private async ValueTask<bool> FollowAsync()
    {
        var isDone = await engine.Index.CatchUpAsync(sequence.Head, LongestWait);
        Interlocked.Exchange(ref _followed, time.GetTimestamp());
        return isDone;
    }
}
