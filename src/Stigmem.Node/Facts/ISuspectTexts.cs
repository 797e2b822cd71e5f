namespace Stigmem.Node.Facts;

/// <summary>Told of facts whose text looks like an instruction to a model, when the node is to move them to quarantine.</summary>
internal interface ISuspectTexts
{
    /// <summary>Takes note; the read that found the fact neither waits nor fails.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="patterns">The patterns that its text matches.</param>
    void Report(StoredFact fact, IReadOnlyList<string> patterns);
}
