namespace Stigmem.Benchmarks;

/// <summary>The command line, or something it names, cannot be used. The message is for the person at the terminal.</summary>
internal sealed class UsageException(string message) : Exception(message);
