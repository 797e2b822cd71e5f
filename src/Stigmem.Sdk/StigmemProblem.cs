namespace Stigmem.Sdk;

/// <summary>One entry of the list that comes with 422: what is wrong with which part of the request (Access contract, section 1).</summary>
/// <param name="Type">The kind, such as <c>missing</c>, <c>literal_error</c> or <c>less_than_equal</c>.</param>
/// <param name="Location">The place, outermost first: <c>body</c> or <c>query</c>, then names and positions.</param>
/// <param name="Message">A text for people; its wording is not part of the contract.</param>
/// <param name="Input">What was sent there, as JSON; null if the node did not say.</param>
public sealed record StigmemProblem(string Type, IReadOnlyList<string> Location, string Message, string? Input)
{
    /// <summary>The place as one text: <c>body.value.v</c>.</summary>
    public string Path => string.Join('.', Location);

    /// <summary>Place and message, without the input.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
