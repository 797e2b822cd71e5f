namespace Stigmem.Node.Hosting;

/// <summary>A query or header parameter of an operation, for the API document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">JSON type: <c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Description">What it does.</param>
/// <param name="In"><c>query</c>, <c>header</c> or <c>path</c>.</param>
/// <param name="IsRequired">Whether it must be sent.</param>
internal sealed record Parameter(string Name, string Type, string Description, string In = "query", bool IsRequired = false);
