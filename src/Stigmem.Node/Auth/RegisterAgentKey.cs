using System.Text;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Core.Signatures;
using Stigmem.Node.Discovery;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary><c>POST /v1/auth/agent-keys</c>: a public key under which the caller signs asserts (access contract, section 2).</summary>
internal sealed class RegisterAgentKey(AgentKeyRegistry registry, NodeIdentity node, AuthSettings settings)
{
    /// <summary>The first line of what a proof of possession signs.</summary>
    private const string ProofPurpose = "stigmem.agent-key.v1";

    private const string HowToProve = $"sign the lines {ProofPurpose}, the node's id and your entity URI with the key";

    public static readonly Operation Operation = new("POST", "/v1/auth/agent-keys", "register_agent_key_v1_auth_agent_keys_post", "auth", "Register an Ed25519 public key")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(AgentKeyRegisterRequest),
        Answer = typeof(AgentKeyRecord),
        Refusals = [400, 403],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var publicKeyText = body.Object.RequiredText("public_key", least: 1);
        var description = body.Object.OptionalText("description");
        var proof = body.Object.OptionalText("proof");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        if (!Check(publicKeyText, proof, call.Caller).TryGet(out var publicKey, out var fault))
            return Reply.Refuse(fault);
        var key = await registry.RegisterAsync(Base64Url.Encode(publicKey), description, proof is not null, call.Caller);
        return Reply.Created(AgentKeyRecords.Record(key));
    }

    private Outcome<byte[]> Check(string publicKeyText, string? proof, Principal caller)
    {
        if (!Base64Url.TryDecode(publicKeyText, out var publicKey))
            return new Fault(FaultCode.BadRequest, "invalid Ed25519 public key: it must be base64url");
        if (publicKey.Length != Ed25519.KeyLength)
            return new Fault(FaultCode.BadRequest, $"invalid Ed25519 public key: it must have {Ed25519.KeyLength} bytes, not {publicKey.Length}");
        if (!Ed25519.IsValidPublicKey(publicKey))
            return new Fault(FaultCode.BadRequest, "invalid Ed25519 public key: anybody could sign under it");
        if (proof is null && settings.AgentKeyProofRequired)
            return new Fault(FaultCode.AttestationRefused, $"a proof is required: {HowToProve}");
        if (proof is not null && !Proves(publicKey, proof, caller))
            return new Fault(FaultCode.AttestationRefused, $"proof does not verify: {HowToProve}");
        return publicKey;
    }

    private bool Proves(byte[] publicKey, string proof, Principal caller) =>
        Base64Url.TryDecode(proof, out var signature)
        && Ed25519.Verify(publicKey, Encoding.UTF8.GetBytes($"{ProofPurpose}\n{node.NodeId}\n{caller.EntityUri}"), signature);
}
