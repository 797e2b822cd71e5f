using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Node.Auth;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Auth;

/// <summary>
/// <c>stigmem auth bootstrap-key</c>: the first admin key, from the host that holds the file. Flags and exit codes are
/// those of the reference's command.
/// </summary>
internal static class AuthBootstrapKey
{
    private static readonly Option<string?> Key = new("--key")
    {
        Description = "The key, at least 16 characters. Default: STIGMEM_BOOTSTRAP_KEY, which other users of this machine cannot see in the process list.",
        HelpName = "key",
    };

    private static readonly Option<string> Entity = new("--entity-uri")
    {
        Description = "Whose key it is.",
        HelpName = "entity",
        DefaultValueFactory = _ => NodeConnection.DefaultEntity,
    };

    private static readonly Option<string> Permissions = new("--permissions")
    {
        Description = "What it may do, separated by commas; admin must be among them.",
        HelpName = "names",
        DefaultValueFactory = _ => "admin,write,read",
    };

    public static Command Create() => Define.Local(
        "bootstrap-key",
        "Registers the first admin key in a database file while no node runs on it. Exit code 2: no key, or one too short; 1: an admin key is alive.",
        [Key, Entity, Permissions, SharedOptions.LocalDatabase], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var key = call.Get(Key) ?? FromSettings();
        if (string.IsNullOrWhiteSpace(key))
            throw CommandFailure.Usage("no key was given", "Set STIGMEM_BOOTSTRAP_KEY, or use --key.");
        await using var app = LocalNode.Build(LocalStore.PathOf(call));
        var names = call.Get(Permissions)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var result = await NodeBootstrap.CreateAdminKeyAsync(app, key, call.Get(Entity)!, names);
        return result.Status switch
        {
            BootstrapStatus.Created => Confirm(call, result),
            BootstrapStatus.AlreadyDone => throw new CommandFailure(
                result.Refusal!, "already_bootstrapped", "Use the live admin key, or make another with 'stigmem keys create --db'."),
            _ => throw CommandFailure.Usage(result.Refusal!, "See 'stigmem auth bootstrap-key --help'."),
        };
    }

    private static int Confirm(CommandCall call, BootstrapResult result)
    {
        if (call.Output.IsJson)
            call.Output.Show(new BootstrappedKey(result.KeyId!.Value.ToString(), result.EntityUri!, result.ExpiresAt), _ => { });
        else
            call.Output.Note($"registered admin key {result.KeyId} for {result.EntityUri}; expires {result.ExpiresAt ?? "never"}");
        return ExitCodes.Ok;
    }

    private static string? FromSettings() =>
        SettingsSource.FromEnvironment(Environment.CurrentDirectory).TryGet("STIGMEM_BOOTSTRAP_KEY", out var key, out _) ? key : null;
}
