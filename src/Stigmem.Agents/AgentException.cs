namespace Stigmem.Agents;

/// <summary>Something about an agent that the user can put right. The code is the name that the agents stack gives it.</summary>
/// <param name="code">Stable, for example <c>WritePathViolation</c>.</param>
/// <param name="message">What is wrong, where, and the cure.</param>
/// <param name="inner">What caused it, if something else did.</param>
public sealed class AgentException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;
}
