using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Hosting;

/// <summary>What a handler answers.</summary>
internal static class Reply
{
    /// <summary>204 without a body.</summary>
    public static IResult NoContent { get; } = TypedResults.NoContent();

    /// <summary>200 with a body.</summary>
    public static IResult Ok<T>(T value) => new JsonReply<T>(StatusCodes.Status200OK, value);

    /// <summary>201 with a body.</summary>
    public static IResult Created<T>(T value) => new JsonReply<T>(StatusCodes.Status201Created, value);

    /// <summary>202 with a body.</summary>
    public static IResult Accepted<T>(T value) => new JsonReply<T>(StatusCodes.Status202Accepted, value);

    /// <summary>A refusal.</summary>
    public static IResult Refuse(Fault fault) => new FaultResult(fault);

    /// <summary>A refusal with a plain text.</summary>
    public static IResult Refuse(FaultCode code, string message) => new FaultResult(new Fault(code, message));

    /// <summary>422 with the list of problems.</summary>
    public static IResult Invalid(ShapeErrors errors) => new FaultResult(new Fault(FaultCode.ValidationFailed, ""), errors);
}
