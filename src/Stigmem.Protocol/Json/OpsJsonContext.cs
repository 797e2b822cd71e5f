using System.Text.Json.Serialization;
using Stigmem.Protocol.Ops;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Ops</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(HealthStatus))]
[JsonSerializable(typeof(ReadyStatus))]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class OpsJsonContext : JsonSerializerContext;
