using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

await using var app = NodeHost.Build(NodeSettings.Read(SettingsSource.FromEnvironment(Environment.CurrentDirectory)));
await app.RunAsync();
