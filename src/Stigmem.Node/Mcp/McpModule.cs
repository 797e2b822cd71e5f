using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Mcp;

/// <summary>The tools for models, over HTTP.</summary>
internal static class McpModule
{
    public static IServiceCollection AddMcp(this IServiceCollection services) => services
        .AddSingleton<OwnPipeline>().AddSingleton<PageOrigins>().AddSingleton<ServeMcp>().AddSingleton<ListConnectors>();

    /// <summary>Maps the routes. A tool calls those that are mapped, before or after.</summary>
    public static void MapMcp(this OperationMap map, WebApplication app)
    {
        map
            .Map(ServeMcp.Operation, app.Services.GetRequiredService<ServeMcp>().Handle)
            .Map(ListConnectors.Operation, app.Services.GetRequiredService<ListConnectors>().Handle);
        app.Services.GetRequiredService<OwnPipeline>().Run = Pipeline(app);
    }

    /// <summary>The routes of the node once more, without what concerns connections from outside.</summary>
    private static RequestDelegate Pipeline(WebApplication app)
    {
        var branch = ((IApplicationBuilder)app).New();
        branch.UseRouting();
        branch.UseMiddleware<UnroutedRequests>();
        branch.UseEndpoints(routes =>
        {
            foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
                routes.DataSources.Add(source);
        });
        return branch.Build();
    }
}
