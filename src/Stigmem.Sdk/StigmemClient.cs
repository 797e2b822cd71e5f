using Stigmem.Sdk.Aliases;
using Stigmem.Sdk.Audit;
using Stigmem.Sdk.Auth;
using Stigmem.Sdk.Capabilities;
using Stigmem.Sdk.Cards;
using Stigmem.Sdk.Conflicts;
using Stigmem.Sdk.Decay;
using Stigmem.Sdk.Embeddings;
using Stigmem.Sdk.Entities;
using Stigmem.Sdk.Facts;
using Stigmem.Sdk.Federation;
using Stigmem.Sdk.Gardens;
using Stigmem.Sdk.Graph;
using Stigmem.Sdk.Intents;
using Stigmem.Sdk.Lint;
using Stigmem.Sdk.Manifests;
using Stigmem.Sdk.Ops;
using Stigmem.Sdk.Quarantine;
using Stigmem.Sdk.Recall;
using Stigmem.Sdk.Subscriptions;
using Stigmem.Sdk.Synthesis;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk;

/// <summary>
/// A client of one Stigmem node. It is safe to use from many threads at once and holds nothing to dispose; the
/// <see cref="HttpClient"/> belongs to the caller. Every call throws <see cref="StigmemException"/> for a refusal
/// or a failure on the way, and <see cref="OperationCanceledException"/> when its token is cancelled.
/// </summary>
public sealed class StigmemClient
{
    private readonly HttpClient _http;
    private readonly StigmemClientOptions _options;

    /// <summary>Opens a client; nothing is sent yet.</summary>
    /// <param name="http">Carries the requests. Its own timeout applies beside that of the options, whichever ends first.</param>
    /// <param name="options">Where and as whom.</param>
    /// <exception cref="ArgumentException">An option cannot be sent; the message never repeats the key.</exception>
    public StigmemClient(HttpClient http, StigmemClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (_http, _options) = (http, options);
        NodeConnection connection = new(http, options);
        Facts = new(connection);
        Recall = new(connection);
        Conflicts = new(connection);
        Gardens = new(connection);
        Quarantine = new(connection);
        Keys = new(connection);
        AgentKeys = new(connection);
        Aliases = new(connection);
        Entities = new(connection);
        Graph = new(connection);
        Cards = new(connection);
        Synthesis = new(connection);
        Audit = new(connection);
        Federation = new(connection);
        Manifests = new(connection);
        Capabilities = new(connection);
        Subscriptions = new(connection);
        Lint = new(connection);
        Decay = new(connection);
        Intents = new(connection);
        Embeddings = new(connection);
        Node = new(connection);
    }

    /// <summary>Asserts, reads and retracts facts.</summary>
    public FactsClient Facts { get; }

    /// <summary>Asks for the facts that answer a question.</summary>
    public RecallClient Recall { get; }

    /// <summary>Facts that cannot both hold.</summary>
    public ConflictsClient Conflicts { get; }

    /// <summary>Gardens and who belongs to them.</summary>
    public GardensClient Gardens { get; }

    /// <summary>Facts that are held back.</summary>
    public QuarantineClient Quarantine { get; }

    /// <summary>API keys.</summary>
    public KeysClient Keys { get; }

    /// <summary>The public keys that sources sign with.</summary>
    public AgentKeysClient AgentKeys { get; }

    /// <summary>Second names of entities.</summary>
    public AliasesClient Aliases { get; }

    /// <summary>Finds the entity that a name means.</summary>
    public EntitiesClient Entities { get; }

    /// <summary>Facts as edges between entities.</summary>
    public GraphClient Graph { get; }

    /// <summary>Entities at a glance.</summary>
    public CardsClient Cards { get; }

    /// <summary>Scopes at a glance.</summary>
    public SynthesisClient Synthesis { get; }

    /// <summary>Who did what.</summary>
    public AuditClient Audit { get; }

    /// <summary>The nodes that this one exchanges facts with.</summary>
    public FederationClient Federation { get; }

    /// <summary>What organisations say about themselves.</summary>
    public ManifestsClient Manifests { get; }

    /// <summary>Tokens that hold at any node.</summary>
    public CapabilitiesClient Capabilities { get; }

    /// <summary>Being told of facts as they are written.</summary>
    public SubscriptionsClient Subscriptions { get; }

    /// <summary>Check-ups of scopes.</summary>
    public LintClient Lint { get; }

    /// <summary>Facts that fade.</summary>
    public DecayClient Decay { get; }

    /// <summary>What somebody wants others to do.</summary>
    public IntentsClient Intents { get; }

    /// <summary>Vectors, for recall by meaning.</summary>
    public EmbeddingsClient Embeddings { get; }

    /// <summary>The node itself.</summary>
    public NodeClient Node { get; }

    /// <summary>
    /// A client of the same node that sends <c>Stigmem-Session</c>. Within a session the node remembers which scopes were
    /// read, and refuses an assert into one of them (403 <c>feedback_loop_provenance_required</c>) unless it says what it
    /// was derived from: see <see cref="NewFact.SummaryOf"/> (Facts contract, section 20).
    /// </summary>
    /// <param name="sessionId">Printable ASCII of at most 128 characters.</param>
    /// <exception cref="ArgumentException">The id cannot be sent.</exception>
    public StigmemClient WithSession(string sessionId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sessionId);
        return new StigmemClient(_http, _options with { SessionId = sessionId });
    }
}
