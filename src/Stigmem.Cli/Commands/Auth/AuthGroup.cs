using System.CommandLine;

namespace Stigmem.Cli.Commands.Auth;

/// <summary><c>stigmem auth</c>.</summary>
internal static class AuthGroup
{
    public static Command Create() => Define.Group("auth", "Who may call.", AuthBootstrapKey.Create(), AuthWhoAmI.Create());
}
