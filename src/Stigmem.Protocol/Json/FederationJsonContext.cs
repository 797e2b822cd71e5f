using System.Text.Json.Serialization;
using Stigmem.Protocol.Federation;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Federation</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PeerRegisterRequest))]
[JsonSerializable(typeof(PeerRegisterResponse))]
[JsonSerializable(typeof(PeerApprovalRequest))]
[JsonSerializable(typeof(PeerApprovalResponse))]
[JsonSerializable(typeof(PeerListResponse))]
[JsonSerializable(typeof(FederationFactsResponse))]
[JsonSerializable(typeof(ReceivedFactsPage))]
[JsonSerializable(typeof(FederationPushRequest))]
[JsonSerializable(typeof(FederationPushResponse))]
[JsonSerializable(typeof(FederationAuditResponse))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(PullNowResponse))]
[JsonSerializable(typeof(SharingRuleRequest))]
[JsonSerializable(typeof(SharingRuleRecord))]
[JsonSerializable(typeof(SharingRuleList))]
internal sealed partial class FederationJsonContext : JsonSerializerContext;
