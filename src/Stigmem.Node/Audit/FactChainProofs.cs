using System.Collections.Concurrent;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Node.Audit.Sql;
using Stigmem.Protocol.Recall;

namespace Stigmem.Node.Audit;

/// <summary>
/// Proves to a reader that the facts of a tenant are as they were written. What was walked once is not walked again for an
/// hour, so a proof costs as much as what was written since the last (decision 0109).
/// </summary>
internal sealed class FactChainProofs(ChainVerifier verifier, FactCheckpoints checkpoints, TimeProvider time)
{
    private static readonly TimeSpan WholeEvery = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = [];
    private readonly ConcurrentDictionary<string, VerifiedPrefix> _verified = [];

    /// <summary>The proof, or <c>fact_chain_mismatch</c> where the chain does not hold.</summary>
    public async Task<Outcome<FactChainProof>> ProveAsync(string tenant, CancellationToken ct)
    {
        var turn = _turns.GetOrAdd(tenant, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            if (!_verified.TryGetValue(tenant, out var known) || now - known.WholeAt >= WholeEvery || !verifier.IsInPlace(tenant, known))
                known = new VerifiedPrefix(0, 0, default, now);
            var (prefix, failure) = await verifier.VerifyFactsAsync(tenant, known, ct);
            if (failure is not null)
            {
                _verified.TryRemove(tenant, out _);
                return Mismatch(tenant, failure);
            }
            _verified[tenant] = prefix;
            return new FactChainProof
            {
                TenantId = tenant,
                CheckedEntries = prefix.Checked,
                HeadHash = prefix.Checked == 0 ? null : ContentId.FromBytes(prefix.Head.Span).ToString(),
                Checkpoint = prefix.Checked == 0 ? null : await checkpoints.CoverAsync(tenant, prefix.Checked, ContentId.FromBytes(prefix.Head.Span)),
            };
        }
        finally
        {
            turn.Release();
        }
    }

    private static Fault Mismatch(string tenant, ChainBreak failure) => new(FaultCode.FactChainMismatch, "the chain of facts does not hold")
    {
        Extra =
        [
            KeyValuePair.Create("tenant_id", (object?)tenant),
            KeyValuePair.Create("mismatch_reason", (object?)failure.Reason),
            KeyValuePair.Create("fact_id", (object?)failure.Id?.ToString()),
            KeyValuePair.Create("chain_seq", (object?)failure.ChainSeq),
        ],
    };
}
