using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Docs;

/// <summary>The API described by the node itself. Mapped last, because it describes what was mapped before.</summary>
internal static class DocsModule
{
    public static IServiceCollection AddDocs(this IServiceCollection services) => services.AddSingleton<GetApiDocument>();

    public static void MapDocs(this OperationMap map, IServiceProvider services)
    {
        var document = services.GetRequiredService<GetApiDocument>();
        map.Map(GetApiDocument.Operation, document.Handle).Map(GetDocsPage.Operation, GetDocsPage.Handle);
        document.Describe(map);
    }
}
