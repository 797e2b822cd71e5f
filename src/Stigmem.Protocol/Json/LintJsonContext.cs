using System.Text.Json.Serialization;
using Stigmem.Protocol.Jobs;
using Stigmem.Protocol.Lint;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Lint</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LintRequest))]
[JsonSerializable(typeof(LintResponse))]
[JsonSerializable(typeof(LintJobRecord))]
[JsonSerializable(typeof(JobAccepted))]
internal sealed partial class LintJsonContext : JsonSerializerContext;
