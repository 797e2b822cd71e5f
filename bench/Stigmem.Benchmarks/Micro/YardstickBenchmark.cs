using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Stigmem.Benchmarks.Sqlite;
using Stigmem.Benchmarks.Yardsticks;

namespace Stigmem.Benchmarks.Micro;

/// <summary>What the operations of Core are held against: a hash of a fact's size, and a row without anything around it.</summary>
[MemoryDiagnoser]
public class YardstickBenchmark : IDisposable
{
    private const int BlockRows = 1_000;
    private readonly byte[] _fact = new byte[300];
    private readonly byte[] _hash = new byte[32];
    private readonly StandaloneRows _source = new(seed: 1);
    private RawSqlite? _raw;
    private RowBlock? _rows;
    private long _next;

    [GlobalSetup(Target = nameof(Insert_one_raw_row))]
    public void OpenTable() =>
        _raw = new RawSqlite(
            Path.Combine(Path.GetTempPath(), $"stigmem-micro-{Guid.NewGuid():N}.db"), FactSchema.Standalone, checkpointBeside: false);

    [GlobalCleanup]
    public void Dispose()
    {
        _raw?.Dispose();
        _raw = null;
        GC.SuppressFinalize(this);
    }

    [IterationSetup(Target = nameof(Insert_one_raw_row))]
    public void PrepareRows()
    {
        _rows = _source.Build(_next, BlockRows);
        _next += BlockRows;
    }

    [Benchmark]
    public int Sha256_of_300_bytes() => SHA256.HashData(_fact, _hash);

    /// <summary>In batches of 64, as the writer commits; the figure is for one row.</summary>
    [Benchmark(OperationsPerInvoke = BlockRows)]
    public double Insert_one_raw_row() => _raw!.Insert(_rows!, batchSize: 64, CancellationToken.None);
}
