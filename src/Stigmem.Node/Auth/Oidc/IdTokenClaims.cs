namespace Stigmem.Node.Auth.Oidc;

/// <summary>What a verified id token says about its subject.</summary>
/// <param name="Subject">Who, unique at the issuer.</param>
/// <param name="Email">The address, if the provider gives one.</param>
/// <param name="EmailVerified">Whether the provider vouches for the address.</param>
internal sealed record IdTokenClaims(string Subject, string? Email, bool EmailVerified);
