using System.Runtime.InteropServices;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Embeddings.Sql;

/// <summary>
/// Vectors of facts by commit number, in the file <c>&lt;db&gt;-vectors</c> (decision 0111). Those of one model and length only:
/// when the settings name another, nothing is read or added until <c>reindex</c> has emptied the file.
/// </summary>
internal sealed class VectorStore : IDisposable
{
    private const int InMemoryOfScanned = 4;

    private const string Layout =
        """
        CREATE TABLE progress (model TEXT NOT NULL, dimension INTEGER NOT NULL, position INTEGER NOT NULL, mark BLOB NOT NULL);
        CREATE TABLE partitions (id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, scope INTEGER NOT NULL, garden BLOB NOT NULL, UNIQUE (tenant, scope, garden));
        CREATE TABLE vectors (seq INTEGER PRIMARY KEY, partition INTEGER NOT NULL, vector BLOB NOT NULL);
        CREATE INDEX vectors_by_partition ON vectors (partition);
        CREATE TABLE refused_texts (seq INTEGER PRIMARY KEY)
        """;

    private static readonly SqlText SelectProgress = new("SELECT model, dimension, position, mark FROM progress");
    private static readonly SqlText InsertProgress = new("INSERT INTO progress (model, dimension, position, mark) VALUES (?1, ?2, 0, x'')");
    private static readonly SqlText UpdateProgress = new("UPDATE progress SET position = ?1, mark = ?2");
    private static readonly SqlText SelectPartitions = new("SELECT p.id, p.tenant, p.scope, p.garden, (SELECT count(*) FROM vectors v WHERE v.partition = p.id) FROM partitions p");
    private static readonly SqlText InsertPartition = new("INSERT INTO partitions (tenant, scope, garden) VALUES (?1, ?2, ?3) RETURNING id");
    private static readonly SqlText SelectOne = new("SELECT vector FROM vectors WHERE seq = ?1");
    private static readonly SqlText SelectAll = new("SELECT seq, vector FROM vectors WHERE partition = ?1 ORDER BY seq");
    private static readonly SqlText InsertVector = new("INSERT OR IGNORE INTO vectors (seq, partition, vector) VALUES (?1, ?2, ?3) RETURNING 1");
    private static readonly SqlText InsertRefused = new("INSERT OR IGNORE INTO refused_texts (seq) VALUES (?1)");
    private static readonly SqlText SelectDone = new("SELECT 1 FROM vectors WHERE seq = ?1 UNION ALL SELECT 1 FROM refused_texts WHERE seq = ?1");
    private static readonly SqlText SelectRefused = new("SELECT count(*) FROM refused_texts");

    private readonly EmbeddingSettings _settings;
    private readonly int _mostScanned;
    private readonly SideFile? _file;
    private volatile IReadOnlyList<VectorPartition> _partitions = [];
    private long _position;

    /// <param name="settings">The model.</param>
    /// <param name="storage">Where the store is.</param>
    /// <param name="facts">The facts of the store.</param>
    /// <param name="mostScanned">How many vectors are all compared with a question.</param>
    public VectorStore(EmbeddingSettings settings, StorageSettings storage, EmbeddableFacts facts, int mostScanned = 100_000)
    {
        (_settings, _mostScanned) = (settings, mostScanned);
        // A store that may not be written gets no vectors, and none are read that somebody may be adding to.
        if (!settings.Enabled || storage.Store.ReadOnly)
            return;
        _file = SideFile.Open(storage.Store.FilePath + "-vectors", Layout);
        // Beside a store that was replaced its numbers mean other facts.
        if (Load() is { Length: > 0 } mark && !mark.AsSpan().SequenceEqual(facts.MarkOf(Position)))
            Clear();
    }

    /// <summary>Whether the vectors are those of the model that is set.</summary>
    public bool IsUsable => _file is not null && (StoredModel, StoredDimension) == (_settings.VectorSpace, _settings.Dimension);

    /// <summary>The model whose vectors are stored; null where there is no file.</summary>
    public string? StoredModel { get; private set; }

    /// <summary>Their length.</summary>
    public int StoredDimension { get; private set; }

    /// <summary>The number up to which the log was looked through.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>How many vectors there are.</summary>
    public int Count => _partitions.Sum(partition => partition.Count);

    /// <summary>How many texts the provider did not want.</summary>
    public long Refused => _file?.Read(session =>
    {
        using var row = session.Use(SelectRefused);
        row.Step();
        return row.GetInt64(0);
    }) ?? 0;

    /// <summary>The partitions of a tenant and scope.</summary>
    public IEnumerable<VectorPartition> Of(int tenant, FactScope scope) =>
        _partitions.Where(partition => partition.Tenant == tenant && partition.Scope == scope);

    /// <summary>All vectors of some partitions, or null when they are too many to compare each with a question.</summary>
    public IReadOnlyList<VectorBlock>? Blocks(IReadOnlyList<VectorPartition> partitions)
    {
        if (partitions.Sum(partition => partition.Count) > _mostScanned)
            return null;
        if (_partitions.Sum(partition => partition.Block?.Count ?? 0) > InMemoryOfScanned * _mostScanned)
        {
            foreach (var partition in _partitions)
                partition.Block = null;
        }
        return [.. partitions.Select(partition => partition.Block ?? _file!.Read(session => partition.Block ??= ReadBlock(session, partition)))];
    }

    /// <summary>The vectors of some facts.</summary>
    public IReadOnlyDictionary<long, sbyte[]> Find(IEnumerable<long> numbers) => _file!.Read(session =>
    {
        Dictionary<long, sbyte[]> found = [];
        foreach (var number in numbers)
        {
            using var row = session.Use(SelectOne);
            if (row.Bind(1, number).Step())
                found[number] = MemoryMarshal.Cast<byte, sbyte>(row.GetBytes(0)).ToArray();
        }
        return found;
    });

    /// <summary>Whether nothing is left to do for a fact.</summary>
    public bool IsDone(long number) => _file!.Read(session =>
    {
        using var row = session.Use(SelectDone);
        return row.Bind(1, number).Step();
    });

    /// <summary>Adds vectors and texts that the provider did not want.</summary>
    public void Add(IReadOnlyList<EmbeddedFact> facts, IReadOnlyList<long> refused)
    {
        try
        {
            _file!.Change(session => Add(session, facts, refused));
        }
        catch (SqlFailureException)
        {
            // Nothing of it is in the file, so nothing of it may stay in memory.
            Load();
            throw;
        }
    }

    /// <summary>Notes how far the log was looked through.</summary>
    public void Advance(long position, byte[] mark)
    {
        _file!.Change(session =>
        {
            using var update = session.Use(UpdateProgress);
            update.Bind(1, position).BindBlob(2, mark).Execute();
        });
        Interlocked.Exchange(ref _position, position);
    }

    /// <summary>Forgets all vectors; from now on those of the model that is set are kept.</summary>
    public void Clear()
    {
        if (_file is null)
            return;
        _file.Change(session =>
        {
            foreach (var table in (ReadOnlySpan<string>)["progress", "vectors", "partitions", "refused_texts"])
                session.Execute($"DELETE FROM {table}");
            Begin(session);
        });
        Load();
    }

    public void Dispose() => _file?.Dispose();

    private void Begin(SqlSession session)
    {
        using var insert = session.Use(InsertProgress);
        insert.Bind(1, _settings.VectorSpace).Bind(2, (long)_settings.Dimension).Execute();
    }

    /// <summary>Takes the file's state into memory; its mark is returned.</summary>
    private byte[] Load()
    {
        byte[] mark = [];
        _file!.Change(session => mark = Load(session));
        return mark;
    }

    private byte[] Load(SqlSession session)
    {
        if (ReadProgress(session) is not { } mark)
        {
            Begin(session);
            mark = ReadProgress(session)!;
        }
        List<VectorPartition> partitions = [];
        using var rows = session.Use(SelectPartitions);
        while (rows.Step())
        {
            var garden = rows.GetBytes(3).IsEmpty ? default(Guid?) : rows.GetGuid(3);
            partitions.Add(new VectorPartition(rows.GetInt64(0), (int)rows.GetInt64(1), (FactScope)rows.GetInt64(2), garden) { Count = (int)rows.GetInt64(4) });
        }
        _partitions = partitions;
        return mark;
    }

    private byte[]? ReadProgress(SqlSession session)
    {
        using var row = session.Use(SelectProgress);
        if (!row.Step())
            return null;
        (StoredModel, StoredDimension) = (row.GetString(0), (int)row.GetInt64(1));
        Interlocked.Exchange(ref _position, row.GetInt64(2));
        return row.GetBytes(3).ToArray();
    }

    private void Add(SqlSession session, IReadOnlyList<EmbeddedFact> facts, IReadOnlyList<long> refused)
    {
        foreach (var fact in facts)
        {
            var partition = Ensure(session, fact);
            using var insert = session.Use(InsertVector);
            if (!insert.Bind(1, fact.Number).Bind(2, partition.Id).BindBlob(3, fact.Vector).Step())
                continue;
            partition.Count++;
            partition.Block = partition.Block?.With(fact.Number, fact.Vector);
        }
        foreach (var number in refused)
        {
            using var insert = session.Use(InsertRefused);
            insert.Bind(1, number).Execute();
        }
    }

    private VectorPartition Ensure(SqlSession session, in EmbeddedFact fact)
    {
        var (tenant, scope, garden) = (fact.Tenant, fact.Scope, fact.Garden);
        if (_partitions.FirstOrDefault(one => one.Tenant == tenant && one.Scope == scope && one.Garden == garden) is { } known)
            return known;
        Span<byte> bytes = stackalloc byte[16];
        var length = garden?.TryWriteBytes(bytes, bigEndian: true, out var written) == true ? written : 0;
        using var insert = session.Use(InsertPartition);
        insert.Bind(1, (long)tenant).Bind(2, (long)scope).BindBlob(3, bytes[..length]).Step();
        var partition = new VectorPartition(insert.GetInt64(0), tenant, scope, garden);
        _partitions = [.. _partitions, partition];
        return partition;
    }

    private VectorBlock ReadBlock(SqlSession session, VectorPartition partition)
    {
        var block = VectorBlock.Empty(StoredDimension, partition.Count);
        using var rows = session.Use(SelectAll);
        rows.Bind(1, partition.Id);
        while (rows.Step())
            block = block.With(rows.GetInt64(0), rows.GetBytes(1));
        return block;
    }
}
