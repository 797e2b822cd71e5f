using Stigmem.Node.Settings;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Auth;

public sealed class KeyTagSecretTests
{
    [Fact]
    public async Task A_damaged_secret_file_stops_the_start_and_names_the_cure()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("stigmem.db.secret"), "not base64!");
        var refused = await Assert.ThrowsAsync<SettingsException>(() => TestNode.StartAsync(databasePath: folder.File("stigmem.db")));
        Assert.Contains("stigmem.db.secret is damaged: restore it", refused.Message, StringComparison.Ordinal);
    }
}
