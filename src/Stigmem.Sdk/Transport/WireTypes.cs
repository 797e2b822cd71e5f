using System.Text.Json.Serialization.Metadata;
using Stigmem.Protocol.Json;

namespace Stigmem.Sdk.Transport;

/// <summary>The generated serializers of the wire records.</summary>
internal static class WireTypes
{
    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)StigmemJson.Options.GetTypeInfo(typeof(T));
}
