using System.Text.Json;

namespace Stigmem.Sdk.Transport;

/// <summary>One call, as often as it is sent.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Target">Path and query.</param>
internal sealed record NodeRequest(HttpMethod Method, string Target)
{
    public const string Json = "application/json";

    /// <summary>The JSON body; the bytes are the same in every attempt.</summary>
    public byte[]? Body { get; private init; }

    public Repetition Repetition { get; init; }

    public string Accept { get; init; } = Json;

    /// <summary>A status that brings an answer although it is no success, as 503 does on <c>/readyz</c>.</summary>
    public int AlsoAnswers { get; init; }

    public static NodeRequest Get(Target target) => new(HttpMethod.Get, target.ToString()) { Repetition = Repetition.IfLost };

    public static NodeRequest Post(Target target) => new(HttpMethod.Post, target.ToString());

    public static NodeRequest Delete(Target target) => new(HttpMethod.Delete, target.ToString());

    public static NodeRequest Post<T>(Target target, T body) => Post(target) with { Body = Bytes(body) };

    /// <summary>Puts something in its place.</summary>
    public static NodeRequest Put<T>(Target target, T body) => new(HttpMethod.Put, target.ToString()) { Body = Bytes(body) };

    public static NodeRequest Patch<T>(Target target, T body) => new(HttpMethod.Patch, target.ToString()) { Body = Bytes(body) };

    private static byte[] Bytes<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, WireTypes.Of<T>());
}
