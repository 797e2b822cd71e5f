using System.Net;
using Stigmem.Core.Clock;
using Stigmem.Core.Ingest;
using Stigmem.Core.PeerTokens;

namespace Stigmem.Node.Settings;

/// <summary>Exchange of facts with other nodes.</summary>
public sealed record FederationSettings
{
    /// <summary>Whether the node exchanges facts at all.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The seed of the key among peers, base64url; empty keeps one in a file beside the store.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>The public half that the operator expects; empty checks nothing.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Whether peers may be called without mutual TLS.</summary>
    public required bool Insecure { get; init; }

    /// <summary>The pause between two rounds of pulling from a peer.</summary>
    public required TimeSpan PullInterval { get; init; }

    /// <summary>Whether peers may hand facts over unasked.</summary>
    public required bool PushEnabled { get; init; }

    /// <summary>The peers to which this node hands its own facts unasked.</summary>
    public required IReadOnlyList<string> PushTo { get; init; }

    /// <summary>How strictly the times in peers' tokens are read.</summary>
    public required PeerTokenLimits Tokens { get; init; }

    /// <summary>How far the stamps of facts may lie from this node's clock.</summary>
    public required HlcBounds Bounds { get; init; }

    /// <summary>How far a peer's clock may seem to be off before the operator hears of it; zero never.</summary>
    public required TimeSpan ClockAlarm { get; init; }

    /// <summary>Whether facts of scope <c>team</c> may leave the node.</summary>
    public required bool AllowTeam { get; init; }

    /// <summary>Networks beyond the public internet in which peers may be called.</summary>
    public required IReadOnlyList<IPNetwork> AllowedNetworks { get; init; }

    /// <summary>For which sources a peer may speak in what is pulled from it.</summary>
    public required SourcePolicy PullSources { get; init; }

    /// <summary>How much the facts of one peer that were not stored, and are kept to be tried again, may take.</summary>
    public required long DeadLetterBytes { get; init; }

    /// <summary>Whether facts are pushed to a peer.</summary>
    public bool PushesTo(string nodeId) => PushTo.Contains(nodeId, StringComparer.Ordinal) || PushTo.Contains("all", StringComparer.Ordinal);

    internal static FederationSettings Read(SettingsReader reader) => new()
    {
        Enabled = reader.Flag("FEDERATION_ENABLED", false, "Whether the node exchanges facts with peers."),
        PrivateKey = reader.Secret("FEDERATION_PRIVKEY", "Seed of the node's key among peers, 32 bytes in base64url. Unset: a file of mode 0600 beside the database."),
        PublicKey = reader.Text("FEDERATION_PUBKEY", "", "Public half of FEDERATION_PRIVKEY; the node refuses to start when they do not fit."),
        Insecure = reader.Flag("FEDERATION_INSECURE", false, "Federates without mutual TLS; NODE_URL must then be on this machine."),
        PullInterval = TimeSpan.FromSeconds(reader.Integer("FEDERATION_PULL_INTERVAL_S", 30, 1, 86_400, "Seconds between two rounds of pulling from a peer.")),
        PushEnabled = reader.Flag("FEDERATION_PUSH_ENABLED", false, "Whether peers may push facts to this node."),
        PushTo = reader.List("FEDERATION_PUSH_TO", "", "Node ids of peers to which this node pushes what it says itself, or all. Peers that pull need no push."),
        Tokens = new PeerTokenLimits(
            TimeSpan.FromSeconds(reader.Integer("PEER_TOKEN_LEEWAY_S", 30, 0, 3_600, "How far the clocks of two nodes may differ, in seconds.")),
            TimeSpan.FromSeconds(reader.Integer("FEDERATION_NONCE_WINDOW_S", 300, 1, 86_400, "How long the nonces of peers' tokens are remembered at least, in seconds."))),
        Bounds = new HlcBounds(
            reader.Integer("FEDERATION_HLC_MAX_FUTURE_SKEW_S", 300, 0, 31_536_000, "How far ahead of this node a fact's stamp may lie, in seconds; 0 means any distance.") * 1_000L,
            reader.Integer("FEDERATION_HLC_MAX_PAST_SKEW_S", 2_592_000, 0, int.MaxValue, "How far behind, in seconds; 0 means any distance.") * 1_000L),
        ClockAlarm = TimeSpan.FromSeconds(reader.Integer("FEDERATION_CLOCK_ALARM_S", 10, 0, 86_400, "How far a peer's clock may be off before it is audited and shown by the doctor, in seconds; 0 never.")),
        AllowTeam = reader.Flag("FEDERATION_ALLOW_TEAM", false, "Whether facts of scope team may go to peers that were registered for it."),
        PullSources = reader.Choice("FEDERATION_PULL_SOURCES", SourcePolicy.Any, "For which sources a peer may speak in what is pulled from it: any; manifest, itself and what its manifest lists; node, itself and names under the authority of its node id. Who speaks for a source may also take back what it has said here."),
        DeadLetterBytes = reader.Integer("FEDERATION_DEAD_LETTER_BYTES", 64 * 1024 * 1024, 1024 * 1024, int.MaxValue, "Most bytes of a peer's facts that were not stored and are kept to be tried again; beyond it the oldest go."),
        AllowedNetworks = Networks(reader, reader.List("FEDERATION_ALLOW_NETWORKS", "", "Networks in CIDR form, beyond the public internet, in which peers may be called.")),
    };

    private static List<IPNetwork> Networks(SettingsReader reader, IReadOnlyList<string> texts)
    {
        List<IPNetwork> networks = [];
        foreach (var text in texts)
        {
            if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else
                reader.Refuse($"STIGMEM_FEDERATION_ALLOW_NETWORKS={text}: must be a network such as 10.0.0.0/8");
        }
        return networks;
    }
}
