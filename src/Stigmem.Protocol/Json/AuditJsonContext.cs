using System.Text.Json.Serialization;
using Stigmem.Protocol.Audit;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Audit</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AuditLogResponse))]
[JsonSerializable(typeof(AdminAuditResponse))]
[JsonSerializable(typeof(ChainVerification))]
[JsonSerializable(typeof(ChainCheckpointRecord))]
[JsonSerializable(typeof(AuditLogEntry))]
[JsonSerializable(typeof(IReadOnlyList<AuditLogEntry>))]
[JsonSerializable(typeof(AuditLogEntry[]))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;
