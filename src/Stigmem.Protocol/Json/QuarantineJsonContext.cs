using System.Text.Json.Serialization;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Quarantine</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(QuarantineListResponse))]
[JsonSerializable(typeof(QuarantinePromoteRequest))]
[JsonSerializable(typeof(QuarantineRejectRequest))]
[JsonSerializable(typeof(QuarantineActionResponse))]
[JsonSerializable(typeof(QuarantineRejectionResponse))]
internal sealed partial class QuarantineJsonContext : JsonSerializerContext;
