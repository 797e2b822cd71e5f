using Stigmem.Core.Faults;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary>What the writer's turn made of a batch.</summary>
/// <param name="Answer">The answer; null after a refusal of the whole.</param>
/// <param name="Written">What was stored or found, for metrics.</param>
/// <param name="IsRepeat">Whether the answer is that of an earlier request with the same key.</param>
/// <param name="Fault">Why the whole batch was refused.</param>
internal sealed record BatchOutcome(BatchAssertResponse? Answer, IReadOnlyList<AssertResult> Written, bool IsRepeat, Fault? Fault);
