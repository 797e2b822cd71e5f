using System.Text.Json.Serialization;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Transparency</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ChainedLogLine))]
[JsonSerializable(typeof(TreeHeadRecord))]
[JsonSerializable(typeof(InclusionProofRecord))]
[JsonSerializable(typeof(ConsistencyProofRecord))]
internal sealed partial class TransparencyJsonContext : JsonSerializerContext;
