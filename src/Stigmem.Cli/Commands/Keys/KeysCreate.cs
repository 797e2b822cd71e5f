using System.CommandLine;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Protocol.Auth;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys create</c>.</summary>
internal static class KeysCreate
{
    private static readonly Argument<string> Entity = new("entity") { Description = "Whose key it is, such as agent:scout." };

    private static readonly Option<string[]> Permissions = new("--permission")
    {
        Description = "What it may do: read, write, instruction:write, federate, admin, admin:federation, audit.read; several, or repeated. Default: read and write.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Scopes = new("--allowed-scope")
    {
        Description = "Scopes it covers; several, or repeated. Default: all.",
        HelpName = "scope",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Description = new("--description") { Description = "What it is for.", HelpName = "text" };
    private static readonly Option<string?> ExpiresAt = new("--expires-at") { Description = "When it ends. Default: after the node's longest key life.", HelpName = "time" };
    private static readonly Option<string?> Tenant = new("--tenant") { Description = "Its tenant. Default: the caller's.", HelpName = "name" };

    public static Command Create() => Define.OnNode(
        "create", "Makes a key and prints it, once; needs admin.", [Entity, Permissions, Scopes, Description, ExpiresAt, Tenant], RunAsync);

    /// <summary>Prints a new key. The rest goes to stderr, so that the key alone can be piped away.</summary>
    public static void Show(NodeCall call, KeyMaking made) => call.Output.Show(made, key =>
    {
        call.Output.Note($"key {key.Id} for {key.EntityUri}: {string.Join(',', key.Permissions)}; expires {key.ExpiresAt ?? "never"}");
        if (key.Replaces is not null)
            call.Output.Note($"key {key.Replaces} works until {key.ReplacedUntil}");
        call.Output.Note("It is printed once; the node keeps only a hash of it.");
        call.Output.Verbatim(key.Key);
    });

    /// <summary>Registers a new key.</summary>
    public static async Task<KeyMaking> MakeAsync(NodeCall call, RegisterKeyRequest wanted)
    {
        var made = await call.Client.Keys.RegisterAsync(wanted, call.Cancellation);
        return new KeyMaking
        {
            Id = made.Id,
            Key = wanted.RawKey,
            EntityUri = made.EntityUri,
            Permissions = made.Permissions,
            ExpiresAt = made.ExpiresAt,
        };
    }

    private static async Task<int> RunAsync(NodeCall call)
    {
        _ = FactOptions.Moment(call.Get(ExpiresAt), "--expires-at");
        var permissions = call.Get(Permissions) is { Length: > 0 } given ? Split(given) : ["read", "write"];
        var made = await MakeAsync(call, new RegisterKeyRequest
        {
            RawKey = RawKey.Create(),
            EntityUri = call.Get(Entity),
            Permissions = permissions,
            Description = call.Get(Description),
            ExpiresAt = call.Get(ExpiresAt),
            TenantId = call.Get(Tenant),
            AllowedScopes = call.Get(Scopes) is { Length: > 0 } scopes ? Split(scopes) : null,
        });
        Show(call, made);
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string> Split(string[] names) =>
        [.. names.SelectMany(name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
