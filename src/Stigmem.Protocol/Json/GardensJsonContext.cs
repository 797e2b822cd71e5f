using System.Text.Json.Serialization;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Gardens</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(GardenCreateRequest))]
[JsonSerializable(typeof(GardenMemberRequest))]
[JsonSerializable(typeof(GardenMemberUpdateRequest))]
[JsonSerializable(typeof(GardenRecord))]
[JsonSerializable(typeof(IReadOnlyList<GardenRecord>))]
[JsonSerializable(typeof(GardenRecord[]))]
[JsonSerializable(typeof(GardenMemberRecord))]
[JsonSerializable(typeof(IReadOnlyList<GardenMemberRecord>))]
[JsonSerializable(typeof(GardenMemberRecord[]))]
internal sealed partial class GardensJsonContext : JsonSerializerContext;
