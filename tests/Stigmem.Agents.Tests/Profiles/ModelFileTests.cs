using Stigmem.Agents.Profiles;

namespace Stigmem.Agents.Tests.Profiles;

public sealed class ModelFileTests
{
    [Fact]
    public void Reads_what_people_write()
    {
        var model = ModelFile.Parse(
            "# MODEL\n## Default model (fast)\n**`claude-haiku-4-5`** because\n\n## Fallback\ngpt-5-nano\nprovider: anthropic\nMax system prompt: 9,000 tokens\nMax output per turn: 1,200\n## Dedup Body Hash\n## Conversation Backend\n\nfilesystem\n"
            + "```yaml\nbroken: [\n```\n```yaml\nresearch_integrity:\n  x: 1\n```\n```yaml\ncost_guardrails:\n  enabled: yes\n  daily_cap_usd: 0.40\n  monthly_cap_usd: 6\n  daily_cap_action: fallback\n  warning_thresholds: [0.9, 0.5]\n```\n");
        Assert.Equal(("claude-haiku-4-5", "gpt-5-nano", "anthropic", 9_000, 1_200, true, "filesystem"),
            (model.DefaultModel, model.Fallback, model.Provider, model.MostInputTokens, model.MostOutputTokens, model.DedupsByBody, model.ConversationBackend));
        Assert.Equal((true, 0.4, 6.0, CapAction.Fallback, CapAction.Alert),
            (model.Guardrails.Enabled, model.Guardrails.DailyCap, model.Guardrails.MonthlyCap, model.Guardrails.DailyAction, model.Guardrails.MonthlyAction));
        Assert.Equal([0.5, 0.9], model.Guardrails.WarningThresholds);
    }

    [Fact]
    public void What_is_missing_has_a_usual_value()
    {
        var model = ModelFile.Parse("nothing here\n```yaml\nprovider: inside\n```\n");
        Assert.Equal((ModelFile.UsualModel, null, null, 12_000, 4_000, false, null),
            (model.DefaultModel, model.Fallback, model.Provider, model.MostInputTokens, model.MostOutputTokens, model.DedupsByBody, model.ConversationBackend));
        Assert.False(model.Guardrails.Enabled);
    }

    [Fact]
    public void A_deeper_heading_counts_and_an_unknown_action_is_kept_for_the_gate()
    {
        var model = ModelFile.Parse("### Default model\n\n\nmoonshot/kimi-k2.6\n```yaml\ncost_guardrails: {enabled: true, daily_cap_usd: 1, daily_cap_action: Skip}\n```\n");
        Assert.Equal(("moonshot/kimi-k2.6", CapAction.Unknown), (model.DefaultModel, model.Guardrails.DailyAction));
    }
}
