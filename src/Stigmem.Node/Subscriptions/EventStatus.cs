namespace Stigmem.Node.Subscriptions;

/// <summary>What became of an event.</summary>
internal enum EventStatus
{
    Pending = 0,
    Delivered = 1,

    /// <summary>The receiver refused it again and again; it is not tried any more.</summary>
    Failed = 2,
}
