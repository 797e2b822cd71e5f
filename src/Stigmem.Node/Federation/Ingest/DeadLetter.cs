namespace Stigmem.Node.Federation.Ingest;

/// <summary>A fact of a peer that was not stored.</summary>
/// <param name="Key">Which letter it is.</param>
/// <param name="FactId">Its id as it was sent; empty when it had none.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="IsCurable">Whether the reason may go.</param>
/// <param name="Attempts">How often it was judged.</param>
/// <param name="FirstMicroseconds">When it came.</param>
/// <param name="LastMicroseconds">When it was judged last.</param>
internal sealed record DeadLetter(DeadLetterKey Key, string FactId, string Reason, bool IsCurable, int Attempts, long FirstMicroseconds, long LastMicroseconds);
