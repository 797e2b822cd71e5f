using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Auth;

/// <summary>The first admin key, for a host outside this assembly.</summary>
public static class NodeBootstrap
{
    /// <summary>Creates an admin key in the store of a built node; the node need not run.</summary>
    /// <param name="app">The node.</param>
    /// <param name="rawKey">The key as the operator chose it, at least 16 characters; stored nowhere.</param>
    /// <param name="entityUri">Who it belongs to.</param>
    /// <param name="permissions">What it may do; <c>admin</c> among them.</param>
    public static async Task<BootstrapResult> CreateAdminKeyAsync(
        WebApplication app, string rawKey, string entityUri, IReadOnlyList<string> permissions)
    {
        var created = await app.Services.GetRequiredService<AdminBootstrap>().CreateAsync(rawKey, entityUri, permissions);
        if (created.TryGet(out var key, out var fault))
            return new BootstrapResult { Status = BootstrapStatus.Created, KeyId = key.Id, EntityUri = key.EntityUri, ExpiresAt = key.ExpiresAt };
        return new BootstrapResult
        {
            Status = fault.Code == FaultCode.Conflict ? BootstrapStatus.AlreadyDone : BootstrapStatus.Refused,
            Refusal = fault.Message,
        };
    }

    /// <summary>Whether an unexpired admin key exists.</summary>
    public static bool HasAdminKey(WebApplication app) => app.Services.GetRequiredService<AdminBootstrap>().HasAdminKey;
}
