using System.Globalization;
using Stigmem.Agents.Profiles;

namespace Stigmem.Agents.Spend;

/// <summary>
/// Decides before each paid call whether it may be made (agents contract, runtime section 3.3). A call must fit under the
/// caps with all that it may cost, so that a cap is a cap.
/// </summary>
/// <param name="guardrails">The agent's own caps.</param>
internal sealed class CostGate(Guardrails guardrails)
{
    /// <summary>Decides about one call.</summary>
    /// <param name="today">What was spent today.</param>
    /// <param name="month">What was spent this month.</param>
    /// <param name="unlogged">What this run has spent that no log has yet.</param>
    /// <param name="estimate">The most that the call may cost.</param>
    /// <param name="critical">Whether the caller overrides the caps.</param>
    public GateVerdict Decide(Money today, Money month, double unlogged, double estimate, bool critical)
    {
        if (critical)
            return new GateVerdict(true, false, "critical_override");
        if (!guardrails.Enabled || (guardrails.DailyCap <= 0 && guardrails.MonthlyCap <= 0))
            return GateVerdict.Allowed;
        if ((today.Doubt ?? month.Doubt) is { } doubt)
            return GateVerdict.Refused($"what was spent cannot be told: {doubt}");
        return Verdict(Left(guardrails.DailyCap, today.Dollars + unlogged), estimate, guardrails.DailyAction, "daily", guardrails.DailyCap)
            ?? Verdict(Left(guardrails.MonthlyCap, month.Dollars + unlogged), estimate, guardrails.MonthlyAction, "monthly", guardrails.MonthlyCap)
            ?? GateVerdict.Allowed;
    }

    private static double? Left(double cap, double spent) => cap > 0 ? cap - spent : null;

    /// <summary>What a cap says; null when the call fits under it.</summary>
    private static GateVerdict? Verdict(double? left, double estimate, CapAction action, string name, double cap)
    {
        if (left is not { } rest || rest > 0 && rest >= estimate)
            return null;
        var reason = string.Create(CultureInfo.InvariantCulture, $"{name} cap of {cap} USD: {Math.Max(0, rest):F6} USD left, the call may cost {estimate:F6}");
        return action switch
        {
            CapAction.Alert => null,
            CapAction.Fallback => new GateVerdict(true, true, reason),
            CapAction.Skip => GateVerdict.Refused(reason),
            _ => throw new AgentException(AgentFaults.Schema, $"model.md: {name}_cap_action must be skip, fallback or alert"),
        };
    }
}
