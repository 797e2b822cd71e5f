using System.Text.Json.Serialization;
using Stigmem.Protocol.Cid;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Cid</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CidBackfillStatus))]
[JsonSerializable(typeof(CidVerifyResponse))]
[JsonSerializable(typeof(ProvenanceResponse))]
internal sealed partial class CidJsonContext : JsonSerializerContext;
