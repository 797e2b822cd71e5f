namespace Stigmem.Core.Capabilities;

/// <summary>What is asked for in a capability token.</summary>
/// <param name="Issuer">The organisation that grants.</param>
/// <param name="Subject">Who may.</param>
/// <param name="Verb">What it may do.</param>
/// <param name="Object">To what.</param>
/// <param name="TtlSeconds">For how long.</param>
public readonly record struct CapabilityGrant(string Issuer, string Subject, string Verb, string Object, long TtlSeconds);
