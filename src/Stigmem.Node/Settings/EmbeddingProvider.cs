namespace Stigmem.Node.Settings;

/// <summary>Who turns text into vectors.</summary>
public enum EmbeddingProvider
{
    /// <summary>Ollama, on this machine unless its URL says otherwise.</summary>
    Local,

    /// <summary>Any endpoint that speaks OpenAI's embeddings API.</summary>
    Openai,

    /// <summary>Vectors made from hashes, for tests.</summary>
    Stub,
}
