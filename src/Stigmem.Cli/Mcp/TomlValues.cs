using System.Text.Json.Serialization;

namespace Stigmem.Cli.Mcp;

/// <summary>The values of a server's table, which look the same in TOML and JSON.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class TomlValues : JsonSerializerContext;
