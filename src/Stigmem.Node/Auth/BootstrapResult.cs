namespace Stigmem.Node.Auth;

/// <summary>What came of a bootstrap; it never holds the key.</summary>
public sealed record BootstrapResult
{
    /// <summary>Whether there is a new key.</summary>
    public required BootstrapStatus Status { get; init; }

    /// <summary>The new key's id.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>Who it belongs to, normalized.</summary>
    public string? EntityUri { get; init; }

    /// <summary>When it stops working; null means never.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>Why there is none; safe to print.</summary>
    public string? Refusal { get; init; }
}
