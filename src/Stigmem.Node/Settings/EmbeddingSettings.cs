using Stigmem.Core.Facts;

namespace Stigmem.Node.Settings;

/// <summary>Vectors of texts, for recall by meaning (operations contract, section 11).</summary>
public sealed record EmbeddingSettings
{
    /// <summary>Whether texts are handed to the provider at all.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Who makes the vectors.</summary>
    public required EmbeddingProvider Provider { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The length of its vectors.</summary>
    public required int Dimension { get; init; }

    /// <summary>The base of the provider's URLs.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The key; empty for a provider that needs none.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Texts in one request.</summary>
    public required int Batch { get; init; }

    /// <summary>How long a request for facts may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long a recall waits for the vector of its question.</summary>
    public required TimeSpan QuestionTimeout { get; init; }

    /// <summary>Facts of this confidence or less get no vector.</summary>
    public required double LeastConfidence { get; init; }

    /// <summary>Scopes whose facts and questions may leave the machine.</summary>
    public required IReadOnlyList<FactScope> RemoteScopes { get; init; }

    /// <summary>Whether facts of gardens may leave the machine.</summary>
    public required bool RemoteGardens { get; init; }

    /// <summary>Whose vectors may be compared with each other.</summary>
    public string VectorSpace => $"{Provider.ToString().ToLowerInvariant()}:{Model}";

    /// <summary>Whether the provider is beyond this machine.</summary>
    public bool IsRemote => Provider != EmbeddingProvider.Stub && !Endpoint.IsLoopback;

    internal static EmbeddingSettings Read(SettingsReader reader)
    {
        var enabled = reader.Flag("EMBED_ENABLED", false, "Hands facts and questions to the embedding provider, for recall by meaning. 'stigmem embed status' tells whether it answers.");
        var provider = reader.Choice("EMBED_MODEL_PROVIDER", EmbeddingProvider.Local, "Who makes vectors: local is Ollama, openai any endpoint that speaks its embeddings API, stub is for tests.");
        var ollama = reader.Text("EMBED_OLLAMA_URL", "http://localhost:11434", "Where Ollama answers.");
        var openAi = reader.Text("EMBED_OPENAI_URL", "https://api.openai.com/v1", "Base URL of the OpenAI-compatible endpoint.");
        var key = reader.SecretInVariable("EMBED_OPENAI_API_KEY_ENV", "OPENAI_API_KEY", "Name of the variable that holds the endpoint's key.");
        var url = provider == EmbeddingProvider.Openai ? openAi : ollama;
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            reader.Refuse($"STIGMEM_EMBED_{(provider == EmbeddingProvider.Openai ? "OPENAI" : "OLLAMA")}_URL={url}: must be an http or https URL");
            endpoint = new Uri("http://localhost/");
        }
        return new EmbeddingSettings
        {
            Enabled = enabled,
            Provider = provider,
            Endpoint = endpoint,
            Model = reader.Text("EMBED_MODEL_ID", "nomic-embed-text-v1.5", "The model. After a change: stigmem embed reindex."),
            Dimension = reader.Integer("EMBED_DIMENSION", 768, 1, 8_192, "Length of the model's vectors. After a change: stigmem embed reindex."),
            ApiKey = provider == EmbeddingProvider.Openai ? key : "",
            Batch = reader.Integer("EMBED_BATCH", 64, 1, 2_048, "Texts in one request to the provider."),
            Timeout = TimeSpan.FromSeconds(reader.Integer("EMBED_TIMEOUT_S", 30, 1, 600, "Seconds that a request for facts may take.")),
            QuestionTimeout = TimeSpan.FromMilliseconds(reader.Integer("EMBED_QUESTION_TIMEOUT_MS", 800, 10, 10_000, "Milliseconds that a recall waits for the vector of its question; then it goes on by words.")),
            LeastConfidence = reader.Number("EMBED_TOMBSTONE_THRESHOLD", 0.1, 0, 1, "Facts of this confidence or less get no vector."),
            RemoteScopes = Scopes(reader),
            RemoteGardens = reader.Flag("EMBED_REMOTE_GARDENS", false, "Lets facts of gardens be sent to a provider beyond this machine."),
        };
    }

    private static List<FactScope> Scopes(SettingsReader reader)
    {
        List<FactScope> scopes = [];
        foreach (var name in reader.List("EMBED_REMOTE_SCOPES", "company,public", "Scopes whose facts and questions may be sent to a provider beyond this machine."))
        {
            if (FactScopes.TryParse(name, out var scope))
                scopes.Add(scope);
            else
                reader.Refuse($"STIGMEM_EMBED_REMOTE_SCOPES={name}: must be local, team, company or public");
        }
        return scopes;
    }
}
