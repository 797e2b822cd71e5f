namespace Stigmem.Node.Subscriptions;

/// <summary>What came of a delivery.</summary>
internal enum WebhookOutcome
{
    /// <summary>The receiver has it.</summary>
    Taken,

    /// <summary>Nobody is there, or too busy: try again.</summary>
    Failed,

    /// <summary>The receiver does not want this event; it may be asked again, but not for ever.</summary>
    Refused,

    /// <summary>The receiver wants no events any more (410).</summary>
    Gone,
}
