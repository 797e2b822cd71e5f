namespace Stigmem.Benchmarks.Load;

/// <summary>No load runs unbounded: it ends when either bound is reached.</summary>
/// <param name="Requests">Requests at the most; may exceed the prepared ones only when those may be repeated.</param>
/// <param name="Time">Time after which no connection sends another request.</param>
internal readonly record struct LoadBounds(long Requests, TimeSpan Time);
