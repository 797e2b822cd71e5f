using System.CommandLine;

namespace Stigmem.Cli.Commands.Federation.Manifests;

/// <summary><c>stigmem manifest</c>.</summary>
internal static class ManifestGroup
{
    public static Command Create() => Define.Group(
        "manifest", "What organisations say about themselves, signed.", ManifestShow.Create(), ManifestPublish.Create());
}
