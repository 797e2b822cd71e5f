using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Subscriptions;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary>
/// Calls webhooks. Only the status of an answer counts: its body is not read, a redirect is not followed, and all of it must be over in
/// time. So many calls are under way at once at most.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int DrainedBytes = 16 * 1024;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _free;
    private readonly DeliveryAddress _addresses;
    private readonly SubscriptionSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookSender> _logger;

    /// <param name="addresses">Where events may go.</param>
    /// <param name="settings">How many calls at once, and for how long.</param>
    /// <param name="time">The clock of signatures.</param>
    /// <param name="logger">Told why a call failed.</param>
    /// <param name="resolve">Looks a name up; null asks the machine's name servers.</param>
    public WebhookSender(
        DeliveryAddress addresses, SubscriptionSettings settings, TimeProvider time, ILogger<WebhookSender> logger,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        (_addresses, _settings, _time, _logger) = (addresses, settings, time, logger);
        _free = new SemaphoreSlim(settings.MostDeliveries);
        var transport = GuardedTransport.Create(addresses.MayCall, resolve: resolve);
        (transport.MaxResponseDrainSize, transport.ResponseDrainTimeout) = (DrainedBytes, TimeSpan.FromSeconds(1));
        _http = new HttpClient(transport) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>One call.</summary>
    public async Task<WebhookOutcome> SendAsync(Subscription one, SubscriptionDelivery delivery, CancellationToken ct)
    {
        if (!_addresses.MayCall(one.Address, out var target))
        {
            SubscriptionLog.NotCallable(_logger, one.Id);
            return WebhookOutcome.Failed;
        }
        var body = JsonSerializer.SerializeToUtf8Bytes(delivery, WireType<SubscriptionDelivery>.Info);
        await _free.WaitAsync(ct);
        try
        {
            using var timeout = new CancellationTokenSource(_settings.Timeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
            using var request = Request(one, delivery, target, body);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Outcome(one, response.StatusCode);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
        {
            SubscriptionLog.NoAnswer(_logger, one.Id, e is OperationCanceledException ? "no answer in time" : e.InnerException?.Message ?? e.Message);
            return WebhookOutcome.Failed;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _free.Dispose();
    }

    private HttpRequestMessage Request(Subscription one, SubscriptionDelivery delivery, Uri target, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("X-Stigmem-Event-Id", delivery.EventId);
        if (one.Secret is { } secret)
            request.Headers.Add(DeliverySignature.Header, DeliverySignature.Of(secret, _time.GetUtcNow().ToUnixTimeSeconds(), body));
        return request;
    }

    private WebhookOutcome Outcome(Subscription one, HttpStatusCode status)
    {
        if ((int)status is >= 200 and < 300)
            return WebhookOutcome.Taken;
        SubscriptionLog.NotTaken(_logger, one.Id, (int)status);
        return status switch
        {
            HttpStatusCode.Gone => WebhookOutcome.Gone,
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 => WebhookOutcome.Failed,
            >= HttpStatusCode.InternalServerError => WebhookOutcome.Failed,
            _ => WebhookOutcome.Refused,
        };
    }
}
