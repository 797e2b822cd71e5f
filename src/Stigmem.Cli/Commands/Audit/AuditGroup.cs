using System.CommandLine;

namespace Stigmem.Cli.Commands.Audit;

/// <summary><c>stigmem audit</c>.</summary>
internal static class AuditGroup
{
    public static Command Create() => Define.Group("audit", "Who did what.", AuditList.Create(), AuditAll.Create(), AuditExport.Create(), AuditCheckpoint.Create());
}
