using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Embeddings;

namespace Stigmem.Cli.Commands.Embeddings;

/// <summary><c>stigmem embed status</c>.</summary>
internal static class EmbedStatus
{
    public static Command Create() => Define.OnNode(
        "status", "Asks the provider for one vector, and tells how far the facts have theirs; exit code 1 where something is wrong. Needs admin.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var status = await call.Client.Embeddings.StatusAsync(probe: true, call.Cancellation);
        call.Output.Show(status, shown => Explain(call, shown));
        return status.Problem is null ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static void Explain(NodeCall call, EmbeddingStatus status)
    {
        call.Output.Fields(
            ("state", status.State),
            ("provider", status.Endpoint is null ? status.Provider : $"{status.Provider} at {status.Endpoint}"),
            ("model", status.Model),
            ("dimensions", status.Dimensions.ToString(CultureInfo.InvariantCulture)),
            ("provider_dimensions", status.ProviderDimensions?.ToString(CultureInfo.InvariantCulture)),
            ("remote_scopes", status.RemoteScopes is null ? null : string.Join(", ", status.RemoteScopes)),
            ("vectors", status.Vectors.ToString(CultureInfo.InvariantCulture)),
            ("refused", status.Refused.ToString(CultureInfo.InvariantCulture)),
            ("position", string.Create(CultureInfo.InvariantCulture, $"{status.Position} of {status.Head}")));
        if (status.Problem is { } problem)
            call.Output.Note(problem);
        if (status.SwitchOn is { } command)
            call.Output.Note($"Switch on: {command}");
    }
}
