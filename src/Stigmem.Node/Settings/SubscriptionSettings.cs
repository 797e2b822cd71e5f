namespace Stigmem.Node.Settings;

/// <summary>How subscribers are told of facts.</summary>
public sealed record SubscriptionSettings
{
    /// <summary>How long events are kept.</summary>
    public required TimeSpan Replay { get; init; }

    /// <summary>The longest pause after which a delivery that waits is looked at again.</summary>
    public required TimeSpan Sweep { get; init; }

    /// <summary>Failures in a row after which deliveries rest.</summary>
    public required int CircuitThreshold { get; init; }

    /// <summary>How long a receiver may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How many receivers are called at once.</summary>
    public required int MostDeliveries { get; init; }

    /// <summary>How many subscriptions one subscriber may have.</summary>
    public required int MostOfOne { get; init; }

    /// <summary>Whether events may go to private addresses, and without TLS.</summary>
    public required bool AllowPrivateTargets { get; init; }

    /// <summary>Whether this process delivers.</summary>
    public required bool Delivers { get; init; }

    internal static SubscriptionSettings Read(SettingsReader reader)
    {
        // One process owns the store, so a delivery has no claim that could outlive it.
        reader.Integer("SUBSCRIPTION_CLAIM_TIMEOUT_S", 300, 1, 86_400, "Known for the sake of the reference; a delivery of this node needs no claim.");
        return new SubscriptionSettings
        {
            Replay = TimeSpan.FromSeconds(reader.Integer("SUBSCRIPTION_REPLAY_S", 86_400, 60, 31_536_000, "Seconds for which events are kept, delivered or not.")),
            Sweep = TimeSpan.FromSeconds(reader.Integer("SUBSCRIPTION_DELIVERY_SWEEP_S", 30, 1, 3_600, "Longest pause, in seconds, after which a delivery that waits is looked at again. New events are delivered at once.")),
            CircuitThreshold = reader.Integer("SUBSCRIPTION_CIRCUIT_THRESHOLD", 10, 1, 1_000, "Failures in a row after which deliveries of a subscription rest for five minutes at a time."),
            Timeout = TimeSpan.FromSeconds(reader.Integer("SUBSCRIPTION_TIMEOUT_S", 10, 1, 60, "Seconds that a webhook may take.")),
            MostDeliveries = reader.Integer("SUBSCRIPTION_PARALLEL", 32, 1, 1_024, "Webhooks that are called at once."),
            MostOfOne = reader.Integer("SUBSCRIPTION_MAX_PER_SUBSCRIBER", 100, 1, 100_000, "Subscriptions that one subscriber may have."),
            AllowPrivateTargets = reader.Flag("SUBSCRIPTION_ALLOW_PRIVATE_TARGETS", false, "Lets webhooks be at private addresses and without TLS. Everybody with a read key can then make the node call there."),
            Delivers = reader.Flag("SUBSCRIPTION_DELIVERY", true, "Whether the node delivers; false records events only."),
        };
    }
}
