using System.Text.Json.Serialization.Metadata;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Hosting;

/// <summary>The JSON contract of a wire record, looked up once.</summary>
internal static class WireType<T>
{
    public static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)StigmemJson.Options.GetTypeInfo(typeof(T));
}
