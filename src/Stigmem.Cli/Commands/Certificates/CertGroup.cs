using System.CommandLine;

namespace Stigmem.Cli.Commands.Certificates;

/// <summary><c>stigmem cert</c>.</summary>
internal static class CertGroup
{
    public static Command Create() => Define.Group("cert", "Certificates for mutual TLS among the nodes of a small fleet.", CertCa.Create(), CertIssue.Create());
}
