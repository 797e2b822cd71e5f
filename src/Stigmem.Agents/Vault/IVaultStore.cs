namespace Stigmem.Agents.Vault;

/// <summary>
/// The files of one agent. Paths are relative to its folder, parts joined by <c>/</c>. All domain services stand on it, so
/// that none of them knows where the files are (agents contract, governance section 18).
/// </summary>
internal interface IVaultStore
{
    /// <summary>Reads a file; null when there is none.</summary>
    /// <exception cref="AgentException"><c>PathTraversalError</c>.</exception>
    VaultFile? Read(string path);

    /// <summary>Writes a whole file: readers see the old one or the new one, also after a power loss.</summary>
    /// <exception cref="AgentException"><c>PathTraversalError</c>; <c>MemoryPreconditionFailed</c>: the condition does not hold.</exception>
    void Write(string path, ReadOnlySpan<byte> bytes, WriteCondition condition = default);

    /// <summary>Adds one line, and a line feed, to the end of a file. Lines of several processes never mix.</summary>
    ValueTask AppendLineAsync(string path, string line, CancellationToken ct);

    /// <summary>The names of the files directly in a folder that end so, in ordinal order; hidden ones are left out.</summary>
    IReadOnlyList<string> Files(string folder, string suffix);

    /// <summary>The names of the folders directly in a folder, in ordinal order; hidden ones are left out.</summary>
    IReadOnlyList<string> Folders(string folder);

    /// <summary>Takes a lock that every process respects, the Python stack's too.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="patience">How long to wait for whoever has it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="AgentException"><c>LockBusy</c>, with what the file says of the holder.</exception>
    ValueTask<IAsyncDisposable> LockAsync(string path, TimeSpan patience, CancellationToken ct);
}
