using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases;
using Stigmem.Node.Audit;
using Stigmem.Node.Auth;
using Stigmem.Node.Cards;
using Stigmem.Node.Cid;
using Stigmem.Node.Conflicts;
using Stigmem.Node.Decay;
using Stigmem.Node.Discovery;
using Stigmem.Node.Docs;
using Stigmem.Node.Embeddings;
using Stigmem.Node.Entities;
using Stigmem.Node.Facts;
using Stigmem.Node.Federation;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Gardens;
using Stigmem.Node.Graph;
using Stigmem.Node.Intents;
using Stigmem.Node.Jobs;
using Stigmem.Node.Lint;
using Stigmem.Node.Mcp;
using Stigmem.Node.Ops;
using Stigmem.Node.Quarantine;
using Stigmem.Node.Recall;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions;
using Stigmem.Node.Synthesis;
using Stigmem.Node.Tracing;

namespace Stigmem.Node.Hosting;

/// <summary>Puts a whole node together, so that a test can run several in one process.</summary>
public static class NodeHost
{
    /// <summary>Builds a node that is ready to start.</summary>
    /// <param name="settings">Its settings, already checked.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    /// <param name="configure">Last changes to the services, for tests.</param>
    /// <exception cref="Data.SqlFailureException">The store cannot be opened; the cure says what to do.</exception>
    public static WebApplication Build(NodeSettings settings, TimeProvider? time = null, Action<IServiceCollection>? configure = null)
    {
        // The ready-made builders read other settings than ours and watch the working folder for new ones, which costs a
        // node whose database lies there a notice for each write.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "stigmem" });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        var level = Level(settings.Observation.LogLevel);
        var ofFramework = level > LogLevel.Warning ? level : LogLevel.Warning;
        Write(builder.Logging.ClearProviders(), settings.Observation.LogFormat)
            .SetMinimumLevel(level).AddFilter("Microsoft", ofFramework).AddFilter("System", ofFramework);
        builder.WebHost.ConfigureKestrel(kestrel => Listeners.Configure(kestrel, settings));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        AddSettings(builder.Services, settings);
        builder.Services.AddStore().AddHosting().AddDiscovery().AddOps().AddAuth().AddFacts().AddConflicts().AddCid().AddAudit()
            .AddGardens().AddQuarantine().AddAliases().AddEntities().AddRecall().AddEmbeddings().AddGraph().AddCards().AddSynthesis().AddFederation().AddSubscriptions()
            .AddJobs().AddLint().AddDecay().AddIntents().AddMcp().AddDocs().AddTracing(settings.Tracing).AddCorsGate(settings.Cors);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        foreach (var warning in settings.Warnings)
            NodeLog.SettingWarning(app.Services.GetRequiredService<ILogger<NodeSettings>>(), warning);
        Map(app);
        app.Services.StartTracing(settings.Tracing);
        return app;
    }

    private static ILoggingBuilder Write(ILoggingBuilder logging, LogFormat format) => format == LogFormat.Json
        ? logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"))
        : logging.AddSimpleConsole(console => console.SingleLine = true);

    private static void Map(WebApplication app)
    {
        // Before the store: a certificate that cannot be used stops the start.
        var tls = app.Services.GetRequiredService<MutualTls>();
        // Opens the store now: a node that cannot read its data does not start.
        var engine = app.Services.GetRequiredService<SqlEngine>();
        NodeLog.Started(
            app.Services.GetRequiredService<ILogger<SqlEngine>>(), app.Services.GetRequiredService<NodeIdentity>().NodeId, SqliteLibrary.Version,
            SqliteLibrary.Origin, engine.Options.FilePath);
        tls.WarnUnlessOf(app.Services.GetRequiredService<NodeIdentity>().NodeId);
        app.UseCorsGate(app.Services.GetRequiredService<CorsSettings>());
        app.UseMiddleware<UnroutedRequests>();
        if (tls.IsOn)
            app.UseMiddleware<FederationGate>();
        var map = new OperationMap(app, app.Services.GetRequiredService<OperationRunner>());
        map.MapDiscovery(app.Services);
        map.MapOps(app.Services);
        map.MapFacts(app.Services);
        map.MapConflicts(app.Services);
        map.MapAuth(app.Services);
        map.MapCid(app.Services);
        map.MapAudit(app.Services);
        map.MapGardens(app.Services);
        map.MapQuarantine(app.Services);
        map.MapAliases(app.Services);
        map.MapEntities(app.Services);
        map.MapRecall(app.Services);
        map.MapEmbeddings(app.Services);
        map.MapGraph(app.Services);
        map.MapCards(app.Services);
        map.MapSynthesis(app.Services);
        map.MapFederation(app.Services);
        map.MapSubscriptions(app.Services);
        map.MapLint(app.Services);
        map.MapDecay(app.Services);
        map.MapIntents(app.Services);
        map.MapMcp(app);
        map.MapDocs(app.Services);
    }

    private static void AddSettings(IServiceCollection services, NodeSettings settings) => services
        .AddSingleton(settings).AddSingleton(settings.Identity).AddSingleton(settings.Storage).AddSingleton(settings.Auth)
        .AddSingleton(settings.Oidc).AddSingleton(settings.Cors).AddSingleton(settings.Limits).AddSingleton(settings.Trust)
        .AddSingleton(settings.Observation).AddSingleton(settings.Federation).AddSingleton(settings.Tracing).AddSingleton(settings.Organisation)
        .AddSingleton(settings.Transport).AddSingleton(settings.Subscriptions).AddSingleton(settings.Decay).AddSingleton(settings.Embeddings)
        .AddSingleton(settings.Mcp);

    private static LogLevel Level(NodeLogLevel level) => level switch
    {
        NodeLogLevel.Off => LogLevel.None,
        _ => (LogLevel)level,
    };
}
