namespace Stigmem.Benchmarks.Load;

/// <summary>The other side broke off or answered something that is not HTTP/1.1.</summary>
internal sealed class HttpProtocolException(string message) : IOException(message);
