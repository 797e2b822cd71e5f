using System.Text.Json.Serialization;
using Stigmem.Protocol.Auth;

namespace Stigmem.Protocol.Json;

/// <summary>How the records of <c>Auth</c> are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RegisterKeyRequest))]
[JsonSerializable(typeof(RegisterKeyResponse))]
[JsonSerializable(typeof(RotateKeyRequest))]
[JsonSerializable(typeof(RotateKeyResponse))]
[JsonSerializable(typeof(AgentKeyRegisterRequest))]
[JsonSerializable(typeof(ExchangeRequest))]
[JsonSerializable(typeof(ExchangeResponse))]
[JsonSerializable(typeof(WhoAmI))]
[JsonSerializable(typeof(KeyInfo))]
[JsonSerializable(typeof(IReadOnlyList<KeyInfo>))]
[JsonSerializable(typeof(KeyInfo[]))]
[JsonSerializable(typeof(ExpiringKeyInfo))]
[JsonSerializable(typeof(IReadOnlyList<ExpiringKeyInfo>))]
[JsonSerializable(typeof(ExpiringKeyInfo[]))]
[JsonSerializable(typeof(AgentKeyRecord))]
[JsonSerializable(typeof(IReadOnlyList<AgentKeyRecord>))]
[JsonSerializable(typeof(AgentKeyRecord[]))]
internal sealed partial class AuthJsonContext : JsonSerializerContext;
