namespace Stigmem.Node.Auth;

/// <summary>When a key stops working; the default value means never.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Microseconds">Since 1970.</param>
internal readonly record struct KeyExpiry(string? Text, long? Microseconds);
