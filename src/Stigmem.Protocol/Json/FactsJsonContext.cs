using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Facts</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FactPage))]
[JsonSerializable(typeof(AssertRequest))]
[JsonSerializable(typeof(BatchAssertRequest))]
[JsonSerializable(typeof(BatchAssertResponse))]
[JsonSerializable(typeof(FactRecord))]
[JsonSerializable(typeof(IReadOnlyList<FactRecord>))]
[JsonSerializable(typeof(FactRecord[]))]
internal sealed partial class FactsJsonContext : JsonSerializerContext;
