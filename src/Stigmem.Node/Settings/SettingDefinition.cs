namespace Stigmem.Node.Settings;

/// <summary>One setting as the operator sees it; the reference page is printed from these.</summary>
/// <param name="Name">The environment variable, with its prefix.</param>
/// <param name="Type">What it takes, such as <c>integer 1..65535</c>.</param>
/// <param name="Default">The text of the default; empty means unset.</param>
/// <param name="Description">What it does, with its unit.</param>
/// <param name="IsSecret">Whether the value never leaves the process.</param>
public sealed record SettingDefinition(string Name, string Type, string Default, string Description, bool IsSecret);
