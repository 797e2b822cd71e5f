using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Protocol.Auth;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys rotate</c>.</summary>
internal static class KeysRotate
{
    private static readonly Argument<string> Id = new("id") { Description = "Id of the key to follow; one of the caller's own." };
    private static readonly Option<bool> KeepOld = new("--keep-old") { Description = "Leaves the old key alive, to be revoked when everything uses the new one." };

    public static Command Create() => Define.OnNode(
        "rotate", "Makes a key with the rights of another, prints it once and revokes the other; needs admin.", [Id, KeepOld], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var id = call.Get(Id);
        var old = (await call.Client.Keys.ListAsync(call.Cancellation)).FirstOrDefault(key => key.Id == id)
            ?? throw new CommandFailure($"the caller has no live key {id}", "not_found", "'stigmem keys list' shows the caller's keys.");
        var made = await KeysCreate.MakeAsync(call, new RegisterKeyRequest
        {
            RawKey = RawKey.Create(),
            EntityUri = old.EntityUri,
            Permissions = old.Permissions,
            Description = old.Description,
            AllowedScopes = old.AllowedScopes,
        });
        // The new key is shown before the old one ends: a failure in between loses nothing.
        if (!call.Get(KeepOld))
            made = made with { Revoked = id };
        KeysCreate.Show(call, made);
        if (!call.Get(KeepOld))
            await call.Client.Keys.RevokeAsync(id, call.Cancellation);
        return ExitCodes.Ok;
    }
}
