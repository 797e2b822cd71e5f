using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Quotas;

/// <summary>The answer to a used-up quota, with the members that the reference puts beside <c>detail</c>.</summary>
internal static class QuotaExceeded
{
    public static IResult Answer(HttpResponse response, Principal caller, QuotaDimension dimension, double retryAfter) =>
        Answer(response, caller.EntityUri, dimension, retryAfter);

    public static IResult Answer(HttpResponse response, string who, QuotaDimension dimension, double retryAfter)
    {
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter)).ToString(CultureInfo.InvariantCulture);
        return Reply.Refuse(new Fault(FaultCode.QuotaExceeded, $"quota exceeded: {dimension.WireName()}; try again in {Math.Ceiling(retryAfter)} s")
        {
            Extra =
            [
                KeyValuePair.Create("error", (object?)"quota_exceeded"),
                KeyValuePair.Create("dimension", (object?)dimension.WireName()),
                KeyValuePair.Create("principal", (object?)who),
                KeyValuePair.Create("retry_after", (object?)retryAfter),
            ],
        });
    }
}
