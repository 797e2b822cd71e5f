using System.CommandLine;

namespace Stigmem.Cli.Commands.Snapshots;

/// <summary><c>stigmem snapshot</c>.</summary>
internal static class SnapshotGroup
{
    public static Command Create() => Define.Group("snapshot", "Signed copies of a database.", SnapshotCreate.Create(), SnapshotRestore.Create());
}
