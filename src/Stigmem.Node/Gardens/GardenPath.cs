using Microsoft.AspNetCore.Http.Features;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Gardens;

/// <summary>What a garden route names, read from the raw target: each part is decoded once, after the split at slashes.</summary>
/// <param name="Garden">Slug or UUID.</param>
/// <param name="Member">All that follows <c>members/</c>, slashes included; empty on other routes.</param>
internal readonly record struct GardenPath(string Garden, string Member)
{
    private const string Prefix = "/v1/gardens/";

    public static GardenPath Of(Call call)
    {
        var target = call.Http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var start = path.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0)
            return new GardenPath("", "");
        // A garden may be called "members", so the parts are counted, not searched for.
        var parts = path[(start + Prefix.Length)..].Split('/', 3);
        return new GardenPath(Uri.UnescapeDataString(parts[0]), parts.Length == 3 ? Uri.UnescapeDataString(parts[2]) : "");
    }
}
