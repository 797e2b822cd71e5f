using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Stigmem.Agents.Runs;

/// <summary>The arguments that models give to tools.</summary>
[JsonSerializable(typeof(IDictionary<string, object?>))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
internal sealed partial class ArgumentsContext : JsonSerializerContext;
