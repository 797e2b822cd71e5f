using System.Reflection;

namespace Stigmem.Node.Hosting;

/// <summary>The version of this build.</summary>
public static class NodeVersion
{
    /// <summary>Its text, such as <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(NodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
