using System.Text.Json.Serialization;
using Stigmem.Protocol.Conflicts;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Conflicts</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConflictPage))]
[JsonSerializable(typeof(ConflictResolveRequest))]
[JsonSerializable(typeof(ConflictResolution))]
internal sealed partial class ConflictsJsonContext : JsonSerializerContext;
