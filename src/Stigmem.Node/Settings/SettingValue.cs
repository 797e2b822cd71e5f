namespace Stigmem.Node.Settings;

/// <summary>A setting's value in this process and where it came from.</summary>
/// <param name="Definition">The setting.</param>
/// <param name="Text">The value as text; <c>(set)</c> for a secret.</param>
/// <param name="Origin"><c>default</c>, <c>command line</c>, <c>environment</c>, <c>.env</c>, or the file a <c>_FILE</c> variable names.</param>
public sealed record SettingValue(SettingDefinition Definition, string Text, string Origin);
