using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Cli.Output;
using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Protocol.Manifests;
using Stigmem.Sdk;

namespace Stigmem.Cli.Commands.Federation.Manifests;

/// <summary><c>stigmem manifest publish</c>.</summary>
internal static class ManifestPublish
{
    private const int LongestLifeDays = 730;

    private static readonly Option<string?> File = new("--file") { Description = "A signed manifest, as JSON.", HelpName = "file" };
    private static readonly Option<string?> Entity = new("--entity-uri") { Description = "The organisation, when the manifest is to be made here.", HelpName = "uri" };
    private static readonly Option<string?> Key = new("--key-file") { Description = "Seed of the organisation's key, which signs the manifest that is made here.", HelpName = "file" };

    private static readonly Option<string[]> Entities = new("--entities")
    {
        Description = "URIs that it speaks for beside itself and those of the manifest before; may be repeated.",
        HelpName = "uri",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> Days = new("--days") { Description = "How long it holds, 1 to 730; strict nodes take 365 at most.", HelpName = "count", DefaultValueFactory = _ => 365 };

    public static Command Create() => Define.OnNode(
        "publish", "Publishes a manifest: a signed one from a file, or one that is made here with --entity-uri and --key-file. Needs admin.",
        [File, Entity, Key, Entities, Days], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var manifest = (call.Get(File), call.Get(Entity), call.Get(Key)) switch
        {
            ({ } path, null, null) => Read(path),
            (null, { } entity, { } key) => await MakeAsync(call, entity, key),
            _ => throw CommandFailure.Usage("name --file, or --entity-uri and --key-file", "A signed manifest is taken as it is; otherwise it is made here."),
        };
        var published = await call.Client.Manifests.PublishAsync(manifest, call.Cancellation);
        call.Output.Show(published, shown => call.Output.Fields(
            ("entity_uri", shown.EntityUri), ("key_id", shown.KeyId), ("expires_at", shown.ExpiresAt),
            ("log_index", shown.LogEntry?.LogIndex.ToString(CultureInfo.InvariantCulture)), ("warning", shown.TlWarning)));
        return ExitCodes.Ok;
    }

    private static ManifestRecord Read(string path)
    {
        if (!System.IO.File.Exists(path))
            throw new CommandFailure($"there is no file at {path}", "file_missing", "Name a signed manifest with --file.");
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllText(path), CliJson.Info<ManifestRecord>())
                ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CommandFailure($"{path} is no manifest", "manifest_unreadable", "'stigmem manifest show --json' shows what one looks like.");
        }
    }

    private static async Task<ManifestRecord> MakeAsync(NodeCall call, string entity, string keyFile)
    {
        var days = call.Get(Days);
        if (days is < 1 or > LongestLifeDays)
            throw CommandFailure.Usage($"--days {days} is out of range", $"Name 1 to {LongestLifeDays}.");
        using var signer = SeedFile.Open(keyFile);
        var known = await KnownAsync(call, entity);
        var now = call.Call.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var manifest = new OrgManifest
        {
            EntityUri = entity,
            KeyId = ManifestKeys.IdOf(signer),
            PublicKey = signer.PublicKeyText,
            IssuedAt = Instants.Format(now),
            ExpiresAt = Instants.Format(now + (long)TimeSpan.FromDays(days).TotalMicroseconds),
            Entities = [.. new[] { entity }.Union(known?.Entities ?? []).Union(call.Get(Entities) ?? [])],
            RotationEvents = known?.RotationEvents ?? [],
        };
        return manifest.Sign(signer).ToWire(null);
    }

    private static async Task<OrgManifest?> KnownAsync(NodeCall call, string entity)
    {
        try
        {
            return (await call.Client.Manifests.GetAsync(entity, call.Cancellation)).ToDomain();
        }
        catch (StigmemException refusal) when (refusal.Status == 404)
        {
            return null;
        }
    }
}
