namespace Stigmem.Core.Faults;

/// <summary>
/// An expected refusal: what was refused and the text that may cross the wire. Anything unexpected is an exception
/// instead, whose message never does.
/// </summary>
/// <param name="Code">The stable reason, documented in the error reference.</param>
/// <param name="Message">Safe text for the caller; it says what to do where that is not obvious.</param>
public sealed record Fault(FaultCode Code, string Message)
{
    /// <summary>Further members of the wire body, in order, such as <c>fact_id</c>; values are strings, numbers or null.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Extra { get; init; } = [];
}
