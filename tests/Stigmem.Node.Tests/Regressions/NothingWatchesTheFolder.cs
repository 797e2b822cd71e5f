using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Regressions;

/// <summary>
/// The framework's ready-made builders read <c>appsettings.json</c> from the working folder and watch it. With the database
/// in that folder every write woke the watcher, and an operator's file could have moved the node to another port.
/// </summary>
public sealed class NothingWatchesTheFolder
{
    [Fact]
    public async Task A_node_is_configured_by_its_own_settings_alone()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        var configuration = (IConfigurationRoot)node.App.Services.GetRequiredService<IConfiguration>();
        Assert.DoesNotContain(configuration.Providers, provider => provider is FileConfigurationProvider);
        Assert.Null(configuration["URLS"]);
    }
}
