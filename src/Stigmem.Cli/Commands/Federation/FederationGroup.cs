using System.CommandLine;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation</c>.</summary>
internal static class FederationGroup
{
    public static Command Create() => Define.Group(
        "federation", "Exchange of facts with other nodes.",
        FederationRegisterPeer.Create(), FederationPeers.Create(), FederationApprove.Create(), FederationRevoke.Create(), FederationReject.Create(),
        FederationDelete.Create(), FederationStatus.Create(), FederationAuditCommand.Create(), FederationLetters.Create(), FederationPullNow.Create(),
        FederationSharing.CreateList(), FederationSharing.CreatePut(), FederationSharing.CreateDelete(),
        FederationCursorExport.Create(), FederationCursorImport.Create(), FederationLogImport.Create());
}
