using System.Text.Json.Serialization;

namespace Stigmem.Node.Decay;

/// <summary>How a sweep's progress stands in its job.</summary>
[JsonSerializable(typeof(SweepProgress))]
internal sealed partial class SweepJsonContext : JsonSerializerContext;
