using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Stigmem.Node.Hosting;

/// <summary>Maps operations to routes and remembers them for the API document.</summary>
internal sealed class OperationMap(IEndpointRouteBuilder routes, OperationRunner runner)
{
    private readonly List<Operation> _operations = [];

    /// <summary>Every operation, in mapping order.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    public OperationMap Map(Operation operation, OperationHandler handler)
    {
        _operations.Add(operation);
        routes.MapMethods(operation.Pattern, [operation.Method], (RequestDelegate)(http => runner.RunAsync(http, operation, handler)));
        return this;
    }
}
