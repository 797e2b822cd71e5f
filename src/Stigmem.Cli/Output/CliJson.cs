using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stigmem.Protocol.Json;

namespace Stigmem.Cli.Output;

/// <summary>The one set of JSON options of the command line: the wire's, and the documents that only commands print.</summary>
internal static class CliJson
{
    /// <summary>Frozen options.</summary>
    public static JsonSerializerOptions Options { get; } = Build();

    /// <summary>The type's metadata.</summary>
    public static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>The value on one line.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Info<T>());

    private static JsonSerializerOptions Build()
    {
        JsonSerializerOptions options = new(StigmemJson.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(StigmemJson.Options.TypeInfoResolver, CliJsonContext.Default),
        };
        options.MakeReadOnly();
        return options;
    }
}
