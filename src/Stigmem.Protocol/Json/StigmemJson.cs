using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Stigmem.Protocol.Json;

/// <summary>The one way in which node, SDK and command line write and read JSON.</summary>
public static class StigmemJson
{
    /// <summary>The areas of the contract. A new one adds its context here.</summary>
    private static readonly IJsonTypeInfoResolver[] Areas =
    [
        FactsJsonContext.Default,
        ConflictsJsonContext.Default,
        CidJsonContext.Default,
        AuthJsonContext.Default,
        GardensJsonContext.Default,
        QuarantineJsonContext.Default,
        AliasesJsonContext.Default,
        EntitiesJsonContext.Default,
        GraphJsonContext.Default,
        CardsJsonContext.Default,
        SynthesisJsonContext.Default,
        AuditJsonContext.Default,
        DiscoveryJsonContext.Default,
        OpsJsonContext.Default,
        FederationJsonContext.Default,
        ManifestsJsonContext.Default,
        TransparencyJsonContext.Default,
        CapabilitiesJsonContext.Default,
        RecallJsonContext.Default,
        EmbeddingsJsonContext.Default,
        SubscriptionsJsonContext.Default,
        LintJsonContext.Default,
        DecayJsonContext.Default,
        IntentsJsonContext.Default,
        McpJsonContext.Default,
    ];

    /// <summary>
    /// The options, frozen. Non-ASCII text is written as it is, nulls are written, unknown members are skipped, and a
    /// double has Python's text.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Build(new FactRecordConverter(), new SubscriptionPayloadConverter());

    /// <summary>The same without hand-written writers, which hide the members of what they write: for describing records.</summary>
    public static JsonSerializerOptions Contracts { get; } = Build();

    private static JsonSerializerOptions Build(params JsonConverter[] writers)
    {
        JsonSerializerOptions options = new()
        {
            Encoder = new WireEncoder(),
            TypeInfoResolver = JsonTypeInfoResolver.Combine(Areas),
            Converters = { new PythonFloatConverter() },
        };
        foreach (var writer in writers)
            options.Converters.Add(writer);
        options.MakeReadOnly();
        return options;
    }
}
