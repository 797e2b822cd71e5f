using Stigmem.Agents.Yaml;

namespace Stigmem.Agents.Profiles;

/// <summary>The caps of an agent, from the <c>cost_guardrails</c> block of its <c>model.md</c>.</summary>
internal sealed record Guardrails
{
    /// <summary>Whether they hold.</summary>
    public bool Enabled { get; init; }

    /// <summary>US dollars a local day; 0 is no cap.</summary>
    public double DailyCap { get; init; }

    /// <summary>US dollars a local month; 0 is no cap.</summary>
    public double MonthlyCap { get; init; }

    /// <summary>What happens at the daily cap.</summary>
    public CapAction DailyAction { get; init; } = CapAction.Skip;

    /// <summary>What happens at the monthly cap.</summary>
    public CapAction MonthlyAction { get; init; } = CapAction.Alert;

    /// <summary>Shares of a cap at which somebody is warned, once a day or month.</summary>
    public IReadOnlyList<double> WarningThresholds { get; init; } = [0.5, 0.8];

    /// <summary>Who is told.</summary>
    public string AlertChannel { get; init; } = "log_only";

    /// <summary>Reads the block.</summary>
    public static Guardrails Read(YamlMap block)
    {
        var none = new Guardrails();
        return new Guardrails
        {
            Enabled = block.Flag("enabled"),
            DailyCap = block.Number("daily_cap_usd") ?? 0,
            MonthlyCap = block.Number("monthly_cap_usd") ?? 0,
            DailyAction = block.Has("daily_cap_action") ? Action(block.Text("daily_cap_action")) : none.DailyAction,
            MonthlyAction = block.Has("monthly_cap_action") ? Action(block.Text("monthly_cap_action")) : none.MonthlyAction,
            WarningThresholds = block["warning_thresholds"] is List<object?> shares
                ? [.. shares.Select(share => share switch { long whole => whole, double real => real, _ => 0.0 }).Where(share => share > 0).Order()]
                : none.WarningThresholds,
            AlertChannel = block.Text("alert_channel") ?? none.AlertChannel,
        };
    }

    private static CapAction Action(string? word) => word switch
    {
        "skip" => CapAction.Skip,
        "fallback" => CapAction.Fallback,
        "alert" => CapAction.Alert,
        _ => CapAction.Unknown,
    };
}
