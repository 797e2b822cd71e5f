namespace Stigmem.Agents.Vault;

/// <summary>What must hold for a file to be written.</summary>
/// <param name="MustNotExist">There must be no file yet.</param>
/// <param name="Etag">The file must be this one, by the SHA-256 of its bytes in lower-case hex.</param>
internal readonly record struct WriteCondition(bool MustNotExist, string? Etag)
{
    /// <summary>Nothing must.</summary>
    public static WriteCondition Any => default;

    /// <summary>There must be no file yet.</summary>
    public static WriteCondition New => new(true, null);

    /// <summary>The file must be the one that was read.</summary>
    public static WriteCondition Match(string etag) => new(false, etag);
}
