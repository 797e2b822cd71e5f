namespace Stigmem.Core.Subscriptions;

/// <summary>What is done about an event.</summary>
public enum ChangeAction
{
    /// <summary>A URL is called.</summary>
    Webhook = 1,

    /// <summary>A line on stderr tells whoever runs the node to wake an identity.</summary>
    Wake = 2,

    /// <summary>Nothing: the subscriber fetches.</summary>
    Stream = 3,
}
