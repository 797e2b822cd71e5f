using System.Text.Json.Serialization;
using Stigmem.Protocol.Mcp;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Mcp</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(McpConnectors))]
internal sealed partial class McpJsonContext : JsonSerializerContext;
