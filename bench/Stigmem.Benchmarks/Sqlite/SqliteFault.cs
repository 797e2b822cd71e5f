namespace Stigmem.Benchmarks.Sqlite;

/// <summary>SQLite refused something; a benchmark does not recover from that.</summary>
internal sealed class SqliteFault(string what, string message) : Exception($"{what}: {message}");
