using System.Text.Json.Serialization;
using Stigmem.Protocol.Recall;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Recall</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RecallRequest))]
[JsonSerializable(typeof(RecallResponse))]
internal sealed partial class RecallJsonContext : JsonSerializerContext;
