using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Sanitizing;
using Stigmem.Core.Trust;
using Stigmem.Data.Migrations;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Discovery;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting.Sql;
using Stigmem.Node.Quotas;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Hosting;

/// <summary>The store, its memory, and what every operation goes through.</summary>
internal static class HostingModule
{
    /// <summary>Every migration of the node.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.EmbeddedIn(typeof(HostingModule).Assembly);

    public static IServiceCollection AddStore(this IServiceCollection services) => services
        .AddSingleton<TenantDirectory>().AddSingleton<CommitSequence>()
        .AddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<GardenDirectory>().AddSingleton<AliasDirectory>().AddSingleton<AuditMetrics>().AddSingleton<AuditLog>()
        .AddSingleton(OpenStore);

    public static IServiceCollection AddHosting(this IServiceCollection services) => services
        .AddSingleton<EntityNaming>().AddSingleton<NodeMeter>().AddSingleton<JobBoard>().AddSingleton<RequestMetrics>().AddSingleton<OperationRunner>()
        .AddSingleton<DenialAudit>().AddQuotas()
        .AddSingleton(provider => KeyTagSecret.Open(
            provider.GetRequiredService<StorageSettings>().KeyTagSecret, provider.GetRequiredService<StorageSettings>().Store.FilePath))
        .AddSingleton(provider => ReadSanitizer(provider.GetRequiredService<TrustSettings>()))
        .AddSingleton(provider => ReadTrustRules(provider.GetRequiredService<TrustSettings>()));

    private static SqlEngine OpenStore(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILogger<SqlEngine>>();
        return SqlEngine.Open(
            services.GetRequiredService<StorageSettings>().Store,
            Migrations,
            [
                services.GetRequiredService<TenantDirectory>(),
                services.GetRequiredService<FactLog>(),
                services.GetRequiredService<AuditLog>(),
                services.GetRequiredService<GardenDirectory>(),
                services.GetRequiredService<AliasDirectory>(),
                services.GetRequiredService<KeyDirectory>(),
                services.GetRequiredService<PeerDirectory>(),
                services.GetRequiredService<NodeIdentity>(),
                services.GetRequiredService<SubscriptionDirectory>(),
                // Last: whoever waits for a commit finds the memory of everything else as the commit left it.
                services.GetRequiredService<CommitSequence>(),
            ],
            services.GetRequiredService<TimeProvider>(),
            failure => NodeLog.CheckpointFailed(logger, failure.Message, failure.Cure),
            NodeIndex.Layout);
    }

    private static Sanitizer ReadSanitizer(TrustSettings settings)
    {
        if (settings.ExtraPatternsFile.Length == 0)
            return Sanitizer.BuiltIn;
        var patterns = File.ReadAllLines(settings.ExtraPatternsFile).Where(line => line.Trim().Length > 0 && !line.StartsWith('#')).ToList();
        return Sanitizer.Create(patterns).TryGet(out var sanitizer, out var fault)
            ? sanitizer
            : throw new SettingsException([$"STIGMEM_SANITIZER_EXTRA_PATTERNS_FILE: {fault.Message}"]);
    }

    private static TrustRules ReadTrustRules(TrustSettings settings)
    {
        if (settings.RulesFile.Length == 0)
            return TrustRules.None;
        return TrustRules.Parse(File.ReadAllText(settings.RulesFile)).TryGet(out var rules, out var fault)
            ? rules
            : throw new SettingsException([$"STIGMEM_TRUST_RULES_FILE: {fault.Message}"]);
    }
}
