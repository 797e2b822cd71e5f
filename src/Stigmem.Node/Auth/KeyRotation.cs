namespace Stigmem.Node.Auth;

/// <summary>A rotated key.</summary>
/// <param name="Key">The new one.</param>
/// <param name="Previous">The old one with its end.</param>
internal sealed record KeyRotation(ApiKey Key, ApiKey Previous);
