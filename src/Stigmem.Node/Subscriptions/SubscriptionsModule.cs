using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary>Telling those who asked of facts as they are written.</summary>
internal static class SubscriptionsModule
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<SubscriptionDirectory>().AddSingleton<EventBells>().AddSingleton<SubscriberRights>().AddSingleton<EventPresenter>()
        .AddSingleton<DeliveryAddress>().AddSingleton<WebhookSender>().AddSingleton<WakeLine>().AddSingleton<SubscriptionMetrics>()
        .AddSingleton<EventFeed>().AddSingleton<EventKeeper>().AddSingleton<EventReader>().AddSingleton<EventDispatch>().AddHostedService<DispatchWorker>().AddSingleton<DeliveryRound>().AddHostedService<DeliveryWorkers>()
        .AddSingleton<PruneEventsJob>().AddHostedService<JobHost<PruneEventsJob>>()
        .AddSingleton<SubscriptionAccess>().AddSingleton<SubscriptionTarget>().AddSingleton<CreateSubscription>().AddSingleton<ListSubscriptions>()
        .AddSingleton<GetSubscription>().AddSingleton<DeleteSubscription>().AddSingleton<ListEvents>().AddSingleton<ResumeSubscription>()
        .AddSingleton<StreamEvents>();

    public static void MapSubscriptions(this OperationMap map, IServiceProvider services) => map
        .Map(CreateSubscription.Operation, services.GetRequiredService<CreateSubscription>().Handle)
        .Map(ListSubscriptions.Operation, services.GetRequiredService<ListSubscriptions>().Handle)
        .Map(GetSubscription.Operation, services.GetRequiredService<GetSubscription>().Handle)
        .Map(DeleteSubscription.Operation, services.GetRequiredService<DeleteSubscription>().Handle)
        .Map(ListEvents.Operation, services.GetRequiredService<ListEvents>().Handle)
        .Map(ResumeSubscription.Operation, services.GetRequiredService<ResumeSubscription>().Handle)
        .Map(StreamEvents.Operation, services.GetRequiredService<StreamEvents>().Handle);
}
