using System.Globalization;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Embeddings;

/// <summary>What operators are told.</summary>
internal static class EmbeddingTexts
{
    /// <summary>Why the stored vectors cannot be used.</summary>
    public static string Mismatch(VectorStore store, EmbeddingSettings settings) => store.StoredModel is null
        ? "the store is read-only, so it has no vectors"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"the vectors are of {store.StoredModel} with {store.StoredDimension} numbers, the settings say {settings.VectorSpace} with {settings.Dimension}; run stigmem embed reindex");

    /// <summary>The command that switches embeddings on.</summary>
    public static string SwitchOn(EmbeddingSettings settings, int dimension)
    {
        List<string> parts = ["STIGMEM_EMBED_ENABLED=true"];
        if (settings.Provider != EmbeddingProvider.Local)
            parts.Add($"STIGMEM_EMBED_MODEL_PROVIDER={settings.Provider.ToString().ToLowerInvariant()}");
        parts.Add($"STIGMEM_EMBED_MODEL_ID={settings.Model}");
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"STIGMEM_EMBED_DIMENSION={dimension}"));
        return $"{string.Join(' ', parts)} stigmem node";
    }
}
