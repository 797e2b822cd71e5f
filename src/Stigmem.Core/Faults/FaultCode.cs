namespace Stigmem.Core.Faults;

/// <summary>
/// Every reason for which the fabric refuses a request. The wire name of a member is its snake_case form; status and
/// shape of the body stand in one table of the node and are printed in <c>docs/reference/errors.md</c>.
/// </summary>
public enum FaultCode
{
    /// <summary>Body or query does not have the shape of the contract.</summary>
    ValidationFailed,

    /// <summary>An entity URI or source is empty or has no authority.</summary>
    InvalidEntityUri,
}
