using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Cards;

/// <summary>Entities at a glance.</summary>
internal static class CardsModule
{
    public static IServiceCollection AddCards(this IServiceCollection services) => services.AddSingleton<CardBuilder>().AddSingleton<GetCard>();

    public static void MapCards(this OperationMap map, IServiceProvider services) => map
        .Map(GetCard.Operation, services.GetRequiredService<GetCard>().Handle);
}
