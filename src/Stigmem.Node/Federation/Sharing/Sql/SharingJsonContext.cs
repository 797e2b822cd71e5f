using System.Text.Json.Serialization;

namespace Stigmem.Node.Federation.Sharing.Sql;

/// <summary>How the peers of a rule stand in its row.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class SharingJsonContext : JsonSerializerContext;
