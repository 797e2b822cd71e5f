using System.Text.Json.Serialization;
using Stigmem.Protocol.Discovery;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Discovery</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NodeMetadata))]
internal sealed partial class DiscoveryJsonContext : JsonSerializerContext;
