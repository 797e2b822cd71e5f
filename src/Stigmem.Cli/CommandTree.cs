using System.CommandLine;
using Stigmem.Cli.Commands;
using Stigmem.Cli.Commands.AgentKeys;
using Stigmem.Cli.Commands.Agents;
using Stigmem.Cli.Commands.Aliases;
using Stigmem.Cli.Commands.Audit;
using Stigmem.Cli.Commands.Auth;
using Stigmem.Cli.Commands.Certificates;
using Stigmem.Cli.Commands.Completion;
using Stigmem.Cli.Commands.Decay;
using Stigmem.Cli.Commands.Doctor;
using Stigmem.Cli.Commands.Embeddings;
using Stigmem.Cli.Commands.Exporting;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Commands.Federation;
using Stigmem.Cli.Commands.Federation.Capabilities;
using Stigmem.Cli.Commands.Federation.Keys;
using Stigmem.Cli.Commands.Federation.Manifests;
using Stigmem.Cli.Commands.Gardens;
using Stigmem.Cli.Commands.Importing;
using Stigmem.Cli.Commands.Integrity;
using Stigmem.Cli.Commands.Intents;
using Stigmem.Cli.Commands.Keys;
using Stigmem.Cli.Commands.Overview;
using Stigmem.Cli.Commands.Lint;
using Stigmem.Cli.Commands.Mcp;
using Stigmem.Cli.Commands.Quarantine;
using Stigmem.Cli.Commands.Recall;
using Stigmem.Cli.Commands.Serving;
using Stigmem.Cli.Commands.Settings;
using Stigmem.Cli.Commands.Snapshots;
using Stigmem.Cli.Commands.Subscriptions;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli;

/// <summary>Every command there is.</summary>
internal static class CommandTree
{
    /// <summary>The tree, ready to parse.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Stigmem: a federated node for facts, and the tools around it.");
        root.Options.Add(SharedOptions.Json);
        foreach (var command in Commands())
            root.Subcommands.Add(command);
        root.SetAction(_ =>
        {
            root.Parse(["--help"]).Invoke();
            return ExitCodes.Ok;
        });
        return root;
    }

    private static IEnumerable<Command> Commands() =>
    [
        NodeCommand.Create(),
        DemoCommand.Create(),
        DemoAttackCommand.Create(),
        AgentGroup.Create(),
        FactGroup.Create(),
        RecallCommand.Create(),
        SubscribeCommand.Create(),
        SubscriptionGroup.Create(),
        CardCommand.Create(),
        NeighborsCommand.Create(),
        SynthesizeCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        AuthGroup.Create(),
        KeysGroup.Create(),
        AgentKeysGroup.Create(),
        GardenGroup.Create(),
        QuarantineGroup.Create(),
        AliasGroup.Create(),
        AuditGroup.Create(),
        LintCommand.Create(),
        DecayGroup.Create(),
        IntentGroup.Create(),
        VerifyChainCommand.Create(),
        EmbedGroup.Create(),
        FederationGroup.Create(),
        KeygenCommand.Create(),
        NodeKeyGroup.Create(),
        ManifestGroup.Create(),
        CapabilityGroup.Create(),
        CertGroup.Create(),
        SnapshotGroup.Create(),
        McpGroup.Create(),
        DoctorCommand.Create(),
        Define.Group("config", "Settings of a node.", ConfigShow.Create()),
        CompletionCommand.Create(),
    ];
}
