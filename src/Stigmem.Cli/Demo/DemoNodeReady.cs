using System.Text.Json.Serialization;

namespace Stigmem.Cli.Demo;

/// <summary>One node of <see cref="DemoReady"/>.</summary>
/// <param name="Name">What the demonstration calls it.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Database">Its file.</param>
/// <param name="NodeId">Its identity.</param>
/// <param name="Fingerprint">Of its key among peers.</param>
/// <param name="AdminKey">A key with every permission.</param>
internal sealed record DemoNodeReady(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("database")] string Database,
    [property: JsonPropertyName("node_id")] string NodeId,
    [property: JsonPropertyName("fingerprint")] string Fingerprint,
    [property: JsonPropertyName("admin_key")] string AdminKey)
{
    /// <summary>Everything but the key.</summary>
    public override string ToString() => $"{Name} {Url}";
}
