using System.Text.Json.Serialization;

namespace Stigmem.Cli.Snapshots;

/// <summary>The migrations that a snapshot's database has.</summary>
internal sealed record MigrationCursor([property: JsonPropertyName("applied_migrations")] IReadOnlyList<string> AppliedMigrations);
