namespace Stigmem.Sdk.Tests.Scripted;

/// <summary>A request as it came over the wire; the target is not decoded.</summary>
internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Line => $"{Method} {Target}";
}
