using System.Text.Json.Serialization;
using Stigmem.Protocol.Manifests;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Manifests</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ManifestRecord))]
[JsonSerializable(typeof(ManifestPublishResponse))]
internal sealed partial class ManifestsJsonContext : JsonSerializerContext;
