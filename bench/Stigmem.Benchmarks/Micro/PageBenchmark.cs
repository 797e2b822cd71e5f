using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Facts;

namespace Stigmem.Benchmarks.Micro;

/// <summary>A page of ten facts, step by step: from the store, and into the answer.</summary>
[MemoryDiagnoser]
public class PageBenchmark : IDisposable
{
    private const int FactsOfAnEntity = 10;
    private const string Entity = "stigmem://bench/item/1";
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly string _folder = Directory.CreateTempSubdirectory("stigmem-micro-").FullName;
    private WebApplication? _app;
    private FactPages _pages = null!;
    private SqlEngine _engine = null!;
    private FactPage _page = null!;
    private Utf8JsonWriter _writer = null!;
    private FactQuery _query = null!;

    [GlobalSetup]
    public async Task FillAsync()
    {
        var source = new SettingsSource([new("STIGMEM_DB_PATH", Path.Combine(_folder, "micro.db")), new("STIGMEM_AUTH_REQUIRED", "false"), new("STIGMEM_LOG_LEVEL", "error")]);
        _app = NodeHost.Build(NodeSettings.Read(source));
        _engine = _app.Services.GetRequiredService<SqlEngine>();
        _pages = _app.Services.GetRequiredService<FactPages>();
        _query = new FactQuery { Entities = [Entity] };
        _writer = new Utf8JsonWriter(_buffer);
        var turn = _app.Services.GetRequiredService<AssertTurn>();
        await _engine.WriteAsync(session => Enumerable.Range(0, FactsOfAnEntity).Select(i => turn.Execute(session, Draft(i))).Count());
        _page = Read_a_page_of_ten();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        _app?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _app = null;
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public FactPage Read_a_page_of_ten()
    {
        using var lease = _engine.Read();
        return _pages.Read(lease.Session, _query, Principal.Anonymous, null);
    }

    [Benchmark]
    public int Write_a_page_of_ten()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        JsonSerializer.Serialize(_writer, _page, WireType<FactPage>.Info);
        _writer.Flush();
        return _buffer.WrittenCount;
    }

    private static AssertDraft Draft(int i)
    {
        var value = new FactValue(FactValueType.String, $"value {i} of some forty characters, as usual", InterpretAs.Content);
        return new AssertDraft
        {
            Caller = Principal.Anonymous,
            Entity = Entity,
            Relation = $"bench:r{i}",
            Value = value,
            Source = "agent:bench-1",
            Confidence = 1,
            Scope = FactScope.Company,
            Cid = NewFact.CidOf(Entity, $"bench:r{i}", value, "agent:bench-1", 1, FactScope.Company),
        };
    }
}
