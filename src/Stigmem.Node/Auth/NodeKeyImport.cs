using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Stigmem.Node.Auth;

/// <summary>Takes keys of another store over, for a host outside this assembly.</summary>
public static class NodeKeyImport
{
    /// <summary>Adds one key to the store of a built node; the node need not run.</summary>
    /// <param name="app">The node.</param>
    /// <param name="key">The key as the other store knows it.</param>
    /// <returns>Why it was not taken over, safe to print; null when it was.</returns>
    public static async Task<string?> AddAsync(WebApplication app, ImportedKey key) =>
        (await app.Services.GetRequiredService<KeyImport>().AddAsync(key)).TryGet(out _, out var fault) ? null : fault.Message;
}
