using System.Text.Json.Serialization;
using Stigmem.Agents.Profiles;
using Stigmem.Agents.Runs;
using Stigmem.Cli.Certificates;
using Stigmem.Cli.Commands;
using Stigmem.Cli.Commands.AgentKeys;
using Stigmem.Cli.Commands.Agents;
using Stigmem.Cli.Commands.Auth;
using Stigmem.Cli.Commands.Completion;
using Stigmem.Cli.Commands.Keys;
using Stigmem.Cli.Commands.Serving;
using Stigmem.Cli.Commands.Settings;
using Stigmem.Cli.Demo;
using Stigmem.Cli.Demo.Attacks;
using Stigmem.Cli.Doctor;
using Stigmem.Cli.Exchange;
using Stigmem.Cli.Exporting;
using Stigmem.Cli.Federation;
using Stigmem.Cli.Importing;
using Stigmem.Cli.Mcp;
using Stigmem.Cli.Snapshots;
using Stigmem.Protocol.Mcp;

namespace Stigmem.Cli.Output;

/// <summary>Documents that only commands print or keep.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Acknowledgement))]
[JsonSerializable(typeof(AliasLine))]
[JsonSerializable(typeof(AttackTranscript))]
[JsonSerializable(typeof(BootstrappedKey))]
[JsonSerializable(typeof(CompletionScript))]
[JsonSerializable(typeof(CursorCheckpoint))]
[JsonSerializable(typeof(CursorImport))]
[JsonSerializable(typeof(DemoReady))]
[JsonSerializable(typeof(Diagnosis))]
[JsonSerializable(typeof(ExportedFact))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(FederationState))]
[JsonSerializable(typeof(GardenLine))]
[JsonSerializable(typeof(GeneratedAgentKey))]
[JsonSerializable(typeof(GeneratedFederationKey))]
[JsonSerializable(typeof(IReadOnlyList<EditorState>))]
[JsonSerializable(typeof(IReadOnlyList<McpConnector>))]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(McpReport))]
[JsonSerializable(typeof(SmokeResult))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(ImportState))]
[JsonSerializable(typeof(Introduction))]
[JsonSerializable(typeof(KeyMaking))]
[JsonSerializable(typeof(KeysImported))]
[JsonSerializable(typeof(MadeCertificate))]
[JsonSerializable(typeof(McpMemoryLine))]
[JsonSerializable(typeof(MigrationCursor))]
[JsonSerializable(typeof(NodeReady))]
[JsonSerializable(typeof(OrganisationKeyRotation))]
[JsonSerializable(typeof(PeerKeyRotation))]
[JsonSerializable(typeof(MadeAgent))]
[JsonSerializable(typeof(IReadOnlyList<AgentOverview>))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(SnapshotManifest))]
[JsonSerializable(typeof(SnapshotReport))]
[JsonSerializable(typeof(IReadOnlyList<ConfigLine>))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
