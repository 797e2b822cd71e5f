using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Protocol.Auth;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys rotate</c>.</summary>
internal static class KeysRotate
{
    private static readonly Argument<string> Id = new("id") { Description = "Id of the key to replace." };

    private static readonly Option<int> Overlap = new("--overlap-seconds")
    {
        Description = "How long the old key works on, so that its users can change over.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 3_600,
    };

    private static readonly Option<string?> ExpiresAt = new("--expires-at") { Description = "When the new key ends; needs admin.", HelpName = "time" };

    public static Command Create() => Define.OnNode(
        "rotate", "Makes a key with the rights of another and prints it, once; the other works on for a while.", [Id, Overlap, ExpiresAt], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var wanted = new RotateKeyRequest { RawKey = RawKey.Create(), OverlapSeconds = call.Get(Overlap), ExpiresAt = call.Get(ExpiresAt) };
        var made = await call.Client.Keys.RotateAsync(call.Get(Id), wanted, call.Cancellation);
        KeysCreate.Show(call, new KeyMaking
        {
            Id = made.Id,
            Key = wanted.RawKey,
            EntityUri = made.EntityUri,
            Permissions = made.Permissions,
            ExpiresAt = made.ExpiresAt,
            Replaces = made.PreviousKeyId,
            ReplacedUntil = made.PreviousExpiresAt,
        });
        return ExitCodes.Ok;
    }
}
