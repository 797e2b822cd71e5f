using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Sharing;

/// <summary>Facts that go only to some peers.</summary>
internal static class SharingModule
{
    public static IServiceCollection AddSharing(this IServiceCollection services) => services.AddSingleton<ListSharing>().AddSingleton<PutSharing>();

    public static void MapSharing(this OperationMap map, IServiceProvider services) => map
        .Map(ListSharing.Operation, services.GetRequiredService<ListSharing>().Handle)
        .Map(PutSharing.Operation, services.GetRequiredService<PutSharing>().Handle)
        .Map(PutSharing.DeleteOperation, services.GetRequiredService<PutSharing>().HandleDelete);
}
