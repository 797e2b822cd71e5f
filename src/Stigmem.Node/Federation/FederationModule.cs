using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.PeerTokens;
using Stigmem.Node.Federation.Capabilities;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull;
using Stigmem.Node.Federation.Pull.Sql;
using Stigmem.Node.Federation.Push;
using Stigmem.Node.Federation.Sharing;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation;

/// <summary>Exchange of facts with other nodes.</summary>
internal static class FederationModule
{
    public static IServiceCollection AddFederation(this IServiceCollection services) => services
        .AddSingleton<PeerDirectory>().AddSingleton<PeerAddress>().AddSingleton<FederationAudit>().AddSingleton<PeerGate>().AddSingleton<RefusalRows>().AddSingleton<FederationMetrics>()
        .AddSingleton<PeerClocks>().AddSingleton<INodeCheck>(provider => provider.GetRequiredService<PeerClocks>())
        .AddSingleton(provider => FederationKey.Open(
            provider.GetRequiredService<FederationSettings>(), provider.GetRequiredService<StorageSettings>().Store.FilePath))
        .AddSingleton(provider => provider.GetRequiredService<FederationKeys>().Current)
        .AddSingleton<OwnTokens>().AddSingleton<PeerTokenMint>().AddSingleton<PeerClient>()
        .AddSingleton<RedeclarePeer>().AddSingleton<RegisterPeer>().AddSingleton<ListPeers>().AddSingleton<ApprovePeer>().AddSingleton<EndPeering>()
        .AddSingleton<OutgoingFacts>().AddSingleton<ServeFacts>().AddSingleton<IngestAudit>().AddSingleton<InboundTrust>().AddSingleton<IngestTurn>().AddSingleton<FactIngest>()
        .AddSingleton<PeerTerms>().AddSingleton<RetryLetters>().AddSingleton<ListLetters>().AddSingleton<PeerQuotas>().AddSingleton<PullLimits>().AddSingleton<HeldAnswers>()
        .AddSingleton<CapabilityGate>().AddSingleton<ReceiveFacts>().AddSingleton<QueryFederationAudit>()
        .AddSingleton<PullBell>().AddSingleton<PullNow>().AddSingleton<PullRound>().AddHostedService<PullWorkers>().AddSingleton<PushRound>().AddHostedService<PushWorkers>()
        .AddSingleton<MutualTls>().AddSingleton<PeerTransport>().AddSingleton<CertificateRefusals>()
        .AddSingleton<PeeringEndJob>().AddHostedService<JobHost<PeeringEndJob>>()
        .AddSingleton<PeerNonceJob>().AddHostedService<JobHost<PeerNonceJob>>()
        .AddSingleton<CertificateReloadJob>().AddHostedService<JobHost<CertificateReloadJob>>()
        .AddSharing().AddTransparency().AddManifests().AddCapabilities();

    public static void MapFederation(this OperationMap map, IServiceProvider services)
    {
        MapPeers(map, services);
        map.MapSharing(services);
        map.MapTransparency(services);
        map.MapManifests(services);
        map.MapCapabilities(services);
    }

    private static void MapPeers(OperationMap map, IServiceProvider services) => map
        .Map(RegisterPeer.Operation, services.GetRequiredService<RegisterPeer>().Handle)
        .Map(ListPeers.Operation, services.GetRequiredService<ListPeers>().Handle)
        .Map(ApprovePeer.Operation, services.GetRequiredService<ApprovePeer>().Handle)
        .Map(EndPeering.RevokeOperation, services.GetRequiredService<EndPeering>().HandleRevoke)
        .Map(EndPeering.RejectOperation, services.GetRequiredService<EndPeering>().HandleReject)
        .Map(EndPeering.DeleteOperation, services.GetRequiredService<EndPeering>().HandleDelete)
        .Map(ServeFacts.Operation, services.GetRequiredService<ServeFacts>().Handle)
        .Map(ReceiveFacts.Operation, services.GetRequiredService<ReceiveFacts>().Handle)
        .Map(PullNow.Operation, services.GetRequiredService<PullNow>().Handle)
        .Map(ListLetters.Operation, services.GetRequiredService<ListLetters>().Handle)
        .Map(QueryFederationAudit.Operation, services.GetRequiredService<QueryFederationAudit>().Handle);
}
