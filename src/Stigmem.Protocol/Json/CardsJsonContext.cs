using System.Text.Json.Serialization;
using Stigmem.Protocol.Cards;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Cards</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MemoryCardResponse))]
internal sealed partial class CardsJsonContext : JsonSerializerContext;
