using System.Text.Json.Serialization;
using Stigmem.Protocol.Aliases;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Aliases</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AliasRequest))]
[JsonSerializable(typeof(AliasRecord))]
[JsonSerializable(typeof(IReadOnlyList<AliasRecord>))]
[JsonSerializable(typeof(AliasRecord[]))]
internal sealed partial class AliasesJsonContext : JsonSerializerContext;
