using System.Text.Json.Serialization;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Subscriptions</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SubscriptionCreateRequest))]
[JsonSerializable(typeof(SubscriptionRecord))]
[JsonSerializable(typeof(SubscriptionListResponse))]
[JsonSerializable(typeof(SubscriptionEventsResponse))]
[JsonSerializable(typeof(SubscriptionPayload))]
[JsonSerializable(typeof(SubscriptionDelivery))]
[JsonSerializable(typeof(SubscriptionWakeLine))]
internal sealed partial class SubscriptionsJsonContext : JsonSerializerContext;
