using System.Globalization;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Embeddings;

/// <summary>Tells the doctor whether recall by meaning works. It does without it, so this never keeps the node from serving.</summary>
internal sealed class EmbeddingCheck(EmbeddingSettings settings, VectorStore store, EmbeddingModel model, EmbedJob job) : INodeCheck
{
    public ComponentCheck Run()
    {
        var (status, detail) = Look();
        return new ComponentCheck { Name = "embeddings", Status = status, Detail = detail };
    }

    private (string Status, string Detail) Look()
    {
        if (!settings.Enabled)
            return ("ok", "off");
        if (!store.IsUsable)
            return ("failed", EmbeddingTexts.Mismatch(store, settings));
        return model.Failure is { } failure
            ? ("failed", failure)
            : ("ok", string.Create(CultureInfo.InvariantCulture, $"{store.Count} vectors of {settings.Model}, {job.Lag} numbers behind"));
    }
}
