using Stigmem.Node.Auth;

namespace Stigmem.Node.Quarantine;

/// <summary>A caller's decision about a fact in quarantine, before the writer's turn has looked at it.</summary>
/// <param name="Caller">Who decides.</param>
/// <param name="FactId">The fact, as sent.</param>
/// <param name="Garden">Slug or UUID of the quarantine garden whose route was taken; null on the node's own routes.</param>
/// <param name="Target">Where an admitted fact goes: slug or UUID; null leaves it where it belongs.</param>
/// <param name="Reason">Why; kept with the fact.</param>
/// <param name="Action">The word for it in answer and audit: <c>admitted</c>, <c>promoted</c> or <c>rejected</c>.</param>
internal sealed record ModerationRequest(Principal Caller, string FactId, string? Garden, string? Target, string Reason, string Action);
