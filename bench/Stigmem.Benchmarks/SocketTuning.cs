namespace Stigmem.Benchmarks;

/// <summary>
/// Runs socket completions on the one polling thread instead of handing each to the pool. That halves what the load
/// client costs. It holds for this process only: a child that inherited it would no longer be the server that users run.
/// </summary>
internal static class SocketTuning
{
    private static readonly (string Name, string Value)[] Switches =
    [
        ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"),
        ("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1"),
    ];

    /// <summary>Works only before the process opens its first socket.</summary>
    public static void Apply()
    {
        foreach (var (name, value) in Switches)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public static void RemoveFrom(IDictionary<string, string?> environment)
    {
        foreach (var (name, _) in Switches)
        {
            environment.Remove(name);
        }
    }
}
