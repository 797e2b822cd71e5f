using Stigmem.Core.Quotas;

namespace Stigmem.Node.Hosting;

/// <summary>One method of one path of the contract: what routing, quotas and the API document need to know.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The path; a last segment <c>{**name}</c> takes everything that follows, slashes included.</param>
/// <param name="Id">The published operation id.</param>
/// <param name="Tag">The contract's tag, which is also the folder of the handler.</param>
/// <param name="Summary">One line for people.</param>
internal sealed record Operation(string Method, string Pattern, string Id, string Tag, string Summary)
{
    /// <summary>The quota the operation draws on.</summary>
    public QuotaDimension Dimension { get; init; } = Method == "GET" ? QuotaDimension.FactRead : QuotaDimension.FactWrite;

    /// <summary>Whether it only looks, whatever its method; the audit of reads asks.</summary>
    public bool IsRead { get; init; } = Method == "GET";

    /// <summary>Whether it needs no key.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it draws on a quota itself; what only carries calls of other operations does not.</summary>
    public bool IsMetered { get; init; } = true;

    /// <summary>Status of success.</summary>
    public int Success { get; init; } = 200;

    /// <summary>Content type of success.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The wire record of the body, if there is one.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether it can be called without a body.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>The wire record of the answer, if there is one.</summary>
    public Type? Answer { get; init; }

    /// <summary>Query and header parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Refusals beside 401, 422 and 429, for the API document.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];

    /// <summary>Whether a trailing slash is part of the last parameter.</summary>
    public bool HasTail => Pattern.Contains("{**", StringComparison.Ordinal);
}
