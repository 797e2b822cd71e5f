using System.Text.Json.Serialization;
using Stigmem.Protocol.Decay;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Decay</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DecayRequest))]
[JsonSerializable(typeof(DecayResponse))]
[JsonSerializable(typeof(DecayJobRecord))]
internal sealed partial class DecayJsonContext : JsonSerializerContext;
