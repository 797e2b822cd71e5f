using System.Text.Json.Serialization;
using Stigmem.Protocol.Synthesis;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Synthesis</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ScopeSynthesis))]
[JsonSerializable(typeof(SynthesisRequest))]
[JsonSerializable(typeof(TupleSynthesis))]
internal sealed partial class SynthesisJsonContext : JsonSerializerContext;
