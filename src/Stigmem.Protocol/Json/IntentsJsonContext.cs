using System.Text.Json.Serialization;
using Stigmem.Protocol.Intents;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Intents</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IntentRequest))]
[JsonSerializable(typeof(IntentRecord))]
internal sealed partial class IntentsJsonContext : JsonSerializerContext;
