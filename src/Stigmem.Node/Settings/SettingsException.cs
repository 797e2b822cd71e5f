namespace Stigmem.Node.Settings;

/// <summary>The settings do not allow a start; every problem is listed, not only the first.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception("The settings do not allow a start:\n  " + string.Join("\n  ", problems))
{
    /// <summary>Each problem, with the variable it concerns and what to do.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
