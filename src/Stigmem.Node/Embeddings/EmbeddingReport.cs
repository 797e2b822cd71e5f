using Stigmem.Core.Facts;
using Stigmem.Node.Embeddings.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Embeddings;

namespace Stigmem.Node.Embeddings;

/// <summary>How embedding stands.</summary>
internal sealed class EmbeddingReport(EmbeddingSettings settings, VectorStore store, EmbeddingModel model, EmbedJob job, CommitSequence sequence)
{
    /// <summary>Without asking the provider.</summary>
    public EmbeddingStatus Read() => new()
    {
        Enabled = settings.Enabled,
        State = State(),
        Provider = settings.Provider.ToString().ToLowerInvariant(),
        Endpoint = settings.Provider == EmbeddingProvider.Stub ? null : settings.Endpoint.GetLeftPart(UriPartial.Path),
        Model = settings.Model,
        Dimensions = settings.Dimension,
        RemoteScopes = settings.IsRemote ? [.. settings.RemoteScopes.Select(scope => scope.Name())] : null,
        Vectors = store.Count,
        Refused = store.Refused,
        Position = store.Position,
        Head = sequence.Head,
        Problem = settings.Enabled && !store.IsUsable ? EmbeddingTexts.Mismatch(store, settings) : model.Failure,
    };

    /// <summary>After asking the provider for one vector of a fixed word.</summary>
    public async Task<EmbeddingStatus> ProbeAsync(CancellationToken ct)
    {
        try
        {
            var dimension = await model.ProbeAsync(ct);
            return Read() with
            {
                ProviderDimensions = dimension,
                SwitchOn = settings.Enabled && dimension == settings.Dimension ? null : EmbeddingTexts.SwitchOn(settings, dimension),
            };
        }
        catch (EmbeddingException e)
        {
            return Read() with { Problem = e.Message };
        }
    }

    private string State() => !settings.Enabled ? "off" : !store.IsUsable ? "unusable" : job.Lag > 0 ? "filling" : "ready";
}
