using Stigmem.Core.Clock;

namespace Stigmem.Node.Facts;

/// <summary>What a fact that another node sent brings with it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TimestampMicroseconds">When it was asserted there.</param>
/// <param name="Sender">The node that sent it.</param>
/// <param name="AllowedScopes">The scopes agreed on with the sender, sorted and joined by commas.</param>
/// <param name="Stamp">The stamp it has there; null when it came without.</param>
/// <param name="FollowsStamp">Whether this node's clock takes note of that stamp.</param>
internal sealed record Arrival(Guid Id, long TimestampMicroseconds, string Sender, string AllowedScopes, Hlc? Stamp, bool FollowsStamp);
