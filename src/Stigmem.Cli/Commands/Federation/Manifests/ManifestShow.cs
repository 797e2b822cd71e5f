using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Manifests;

namespace Stigmem.Cli.Commands.Federation.Manifests;

/// <summary><c>stigmem manifest show</c>.</summary>
internal static class ManifestShow
{
    private static readonly Argument<string?> Entity = new("entity-uri")
    {
        Description = "The organisation. Default: the node's own.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() => Define.OnNode("show", "Shows a manifest that the node knows.", [Entity], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var manifest = call.Call.Arguments.GetValue(Entity) is { } entity
            ? await call.Client.Manifests.GetAsync(entity, call.Cancellation)
            : await call.Client.Manifests.OwnAsync(call.Cancellation);
        call.Output.Show(manifest, shown => Print(call, shown));
        return ExitCodes.Ok;
    }

    private static void Print(NodeCall call, ManifestRecord manifest) => call.Output.Fields(
    [
        ("entity_uri", manifest.EntityUri), ("key_id", manifest.KeyId), ("public_key", manifest.PublicKey),
        ("issued_at", manifest.IssuedAt), ("expires_at", manifest.ExpiresAt),
        ("log_index", manifest.LogEntry?.LogIndex.ToString(CultureInfo.InvariantCulture)),
        .. manifest.Entities.Select(entity => ("entity", (string?)entity)),
        .. manifest.RotationEvents.Select(change => ("key_change", (string?)$"{change.RotatedAt} {change.PreviousKeyId} -> {change.NewKeyId}")),
    ]);
}
