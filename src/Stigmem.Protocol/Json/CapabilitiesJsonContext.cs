using System.Text.Json.Serialization;
using Stigmem.Protocol.Capabilities;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Capabilities</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CapabilityIssueRequest))]
[JsonSerializable(typeof(CapabilityIssueResponse))]
[JsonSerializable(typeof(CapabilityVerifyRequest))]
[JsonSerializable(typeof(CapabilityVerifyResponse))]
[JsonSerializable(typeof(CapabilityRevokeRequest))]
[JsonSerializable(typeof(CapabilityRevokeResponse))]
[JsonSerializable(typeof(CapabilityRevocationRecord))]
[JsonSerializable(typeof(CapabilityStatusResponse))]
internal sealed partial class CapabilitiesJsonContext : JsonSerializerContext;
