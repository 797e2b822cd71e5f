using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;
using Stigmem.Core.Peers;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Federation;

/// <summary>
/// <c>stigmem federation register-peer</c>. The reference's command ends with exit code 1 when the other operator has to
/// approve, which is what happens always; here that is success.
/// </summary>
internal static class FederationRegisterPeer
{
    private static readonly Option<string> RemoteUrl = new("--remote-url") { Description = "The node to be introduced to.", HelpName = "url", Required = true };
    private static readonly Option<string?> LocalUrl = new("--local-url") { Description = "The node to introduce. Default: STIGMEM_NODE_URL, else http://localhost:8765.", HelpName = "url" };

    private static readonly Option<string> Scopes = new("--scopes")
    {
        Description = "What is shared in both directions, separated by commas.",
        HelpName = "names",
        DefaultValueFactory = _ => "company,public",
    };

    private static readonly Option<string?> ApiKey = new("--api-key")
    {
        Description = "A key of the other node with the permission federate. Default: STIGMEM_API_KEY, which other users of this machine cannot see in the process list.",
        HelpName = "key",
    };

    private static readonly Option<string?> Database = new("--db")
    {
        Description = "Database file of the local node; the key beside it signs, unless STIGMEM_FEDERATION_PRIVKEY is set. Default: STIGMEM_DB_PATH, else stigmem.db.",
        HelpName = "file",
    };

    private static readonly Option<string?> Certificate = new("--tls-cert") { Description = "Certificate to show to https addresses, PEM. Default: STIGMEM_TLS_CERT_PATH.", HelpName = "file" };
    private static readonly Option<string?> CertificateKey = new("--tls-key") { Description = "Its private key, PEM. Default: STIGMEM_TLS_KEY_PATH.", HelpName = "file" };
    private static readonly Option<string?> CaBundle = new("--ca-bundle") { Description = "Authorities of the nodes' certificates, PEM. Default: STIGMEM_TLS_CA_BUNDLE.", HelpName = "file" };

    public static Command Create() => Define.Local(
        "register-peer",
        "Introduces the local node to another, whose operator then approves it; run it on both sides. Exit code 0: it waits for approval, or is registered already; 1: it was rejected.",
        [RemoteUrl, LocalUrl, Scopes, ApiKey, Database, Certificate, CertificateKey, CaBundle], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var source = SettingsSource.FromEnvironment(Environment.CurrentDirectory);
        var settings = NodeSettings.Read(source);
        var (remoteUrl, localUrl) = (call.Get(RemoteUrl)!.TrimEnd('/'), call.Get(LocalUrl) ?? settings.Identity.NodeUrl.OriginalString);
        var key = call.Get(ApiKey) ?? (source.TryGet("STIGMEM_API_KEY", out var ofEnvironment, out _) ? ofEnvironment : null);
        var database = call.Get(Database) ?? settings.Storage.Store.FilePath;
        using var signer = LocalFederationKey.Open(settings, database);
        using var previous = LocalFederationKey.OpenPrevious(database, call.Time);
        var transport = settings.Transport;
        var certificate = ClientCertificate.Of(
            call.Get(Certificate) ?? transport.CertificatePath, call.Get(CertificateKey) ?? transport.KeyPath, call.Get(CaBundle) ?? transport.CaBundlePath);
        await using var local = NodeConnection.To(localUrl, null, certificate);
        await using var remote = NodeConnection.To(remoteUrl, key, certificate);
        var scopes = call.Get(Scopes)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        var made = await new Introducer(local.Client, signer, previous, call.Time).ToAsync(remote.Client, remoteUrl, [.. scopes], call.Cancellation);
        call.Output.Show(made, shown => Print(call, shown));
        return ExitCodes.Ok;
    }

    private static void Print(CommandCall call, Introduction made)
    {
        if (made.PeerId is null)
        {
            call.Output.Line($"peer already registered at {made.RemoteUrl}{(made.KnownStatus is { } status ? $" (status={status})" : "")}, nothing to do");
            if (made.KnownStatus == PeerStatus.Revoked.Name() || made.KnownStatus == PeerStatus.PendingVerification.Name())
                call.Output.Note($"No facts are exchanged so; 'stigmem federation delete {made.NodeId}' there lets this node introduce itself again.");
            return;
        }
        if (made.Status == PeerStatus.Active.Name())
        {
            call.Output.Fields(("peer_id", made.PeerId), ("status", made.Status), ("fingerprint", made.Fingerprint));
            call.Output.Note("The other node knows the new key; the one before is good there for a day more.");
            return;
        }
        call.Output.Fields(
            ("peer_id", made.PeerId), ("status", made.Status), ("node_id", made.NodeId), ("node_url", made.NodeUrl), ("fingerprint", made.Fingerprint));
        call.Output.Note("Read the fingerprint to the operator of the other node, by a way that nobody else can write to. There, after comparing:");
        call.Output.Verbatim(made.ApproveCommand!);
    }
}
