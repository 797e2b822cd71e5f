namespace Stigmem.Mcp.Calls;

/// <summary>What a model can do about a refusal, where the node's words leave it open.</summary>
internal static class RefusalAdvice
{
    /// <summary>The advice to add to the node's words, or nothing.</summary>
    public static string For(string? code) => code switch
    {
        "time_travel_plugin_not_loaded" or "time_travel_plugin_disabled" =>
            ": leave as_of out to read what holds now; query_facts with include_expired and include_contradicted shows older facts with their times",
        "as_of_invalid_timestamp" => ": write as_of as ISO 8601 with an offset, such as 2026-01-31T12:00:00Z",
        "as_of_future" => ": leave as_of out to read what holds now",
        "as_of_before_retention_floor" => ": choose a later as_of, the node does not look back so far",
        _ => "",
    };
}
