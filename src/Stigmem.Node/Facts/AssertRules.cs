using System.Text;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Signatures;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts;

/// <summary>Everything about an assert that can be decided before the writer's turn, in the contract's order.</summary>
internal sealed class AssertRules(AgentKeyDirectory agentKeys, GardenDirectory gardens, AuthSettings auth, LimitSettings limits, EntityNaming naming)
{
    private const int LongestSession = 128;

    /// <summary>Checks rights, signatures, names and sizes.</summary>
    public Outcome<AssertDraft> Check(AssertInput input, Principal caller, string? session)
    {
        if (!caller.Has(Permissions.Write))
            return new Fault(FaultCode.PermissionRequired, "write permission required");
        if (!caller.Scopes.Contains(input.Scope))
            return new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
        if (!Attested(input, caller).TryGet(out var attested, out var fault))
            return fault;
        if (!Named(input.Entity).TryGet(out var entity, out fault) || !Named(input.Source).TryGet(out var source, out fault))
            return fault;
        if (input.GardenUri is { } uri && !GardenAccess.ForWrite(gardens.Current, caller, uri, input.Scope).TryGet(out _, out fault))
            return fault;
        if (Refusal(input, caller, entity, source, session) is { } refused)
            return refused;
        return new AssertDraft
        {
            Caller = caller,
            Entity = entity,
            Relation = input.Relation,
            Value = input.Value,
            Source = source,
            Confidence = input.Confidence,
            Scope = input.Scope,
            ValidUntil = input.ValidUntil,
            ValidUntilMicroseconds = input.ValidUntilMicroseconds,
            GardenUri = input.GardenUri,
            AttestedKey = attested.Key,
            DerivedFromJson = input.DerivedFromJson,
            DerivedFrom = input.DerivedFrom,
            IsSummary = input.IsSummary,
            Session = session,
            Warnings = Warnings(input.Relation, entity),
            Cid = NewFact.CidOf(entity, input.Relation, input.Value, source, input.Confidence, input.Scope),
        };
    }

    /// <summary>A session header: trimmed, empty means none.</summary>
    public static Outcome<string> Session(string? header)
    {
        var session = header?.Trim() ?? "";
        return session.Length <= LongestSession
            ? session
            : new Fault(FaultCode.SessionIdTooLong, $"Stigmem-Session must have at most {LongestSession} characters");
    }

    private Fault? Refusal(AssertInput input, Principal caller, string entity, string source, string? session)
    {
        if (input.Value.InterpretAs == InterpretAs.Instruction && !caller.Has(Permissions.InstructionWrite))
            return new Fault(FaultCode.InstructionWriteRequired, "facts with interpret_as instruction need the permission instruction:write");
        if (!caller.Has(Permissions.Admin) && Relations.IsReserved(entity, input.Relation, source))
            return new Fault(FaultCode.ReservedName, "this source, entity or relation is written by the node itself; use a name of your own");
        if (Session(session).TryGet(out _, out var tooLong) is false)
            return tooLong;
        return TooLarge(input);
    }

    private Fault? TooLarge(AssertInput input)
    {
        foreach (var text in (ReadOnlySpan<string?>)[input.Value.Text, input.Entity, input.Relation, input.Source, input.DerivedFromJson])
        {
            // A UTF-16 unit needs at most three bytes, so short texts need no counting.
            if (text is not null && text.Length > limits.MaxValueBytes / 3 && Encoding.UTF8.GetByteCount(text) > limits.MaxValueBytes)
                return new Fault(FaultCode.ValueTooLarge, $"a text of the fact is larger than {limits.MaxValueBytes} bytes (STIGMEM_MAX_VALUE_BYTES)");
        }
        return null;
    }

    private Outcome<string> Named(string uri) =>
        naming.Normalize(uri).TryGet(out var normalized, out var fault)
            ? normalized
            : new Fault(FaultCode.InvalidEntityUri, $"invalid_entity_uri: {fault.Message}");

    private static IReadOnlyList<string> Warnings(string relation, string entity)
    {
        var ofRelation = Relations.Warnings(relation);
        var ofEntity = EntityUri.Warnings(entity);
        return ofEntity.Count == 0 ? ofRelation : [.. ofRelation, .. ofEntity];
    }

    private Outcome<Attestation> Attested(AssertInput input, Principal caller)
    {
        if (input.Attestation is not { } claim)
        {
            return auth.AttestationRequired
                ? new Fault(FaultCode.AttestationRefused, "attestation required; register an agent key at POST /v1/auth/agent-keys")
                : new Attestation(null);
        }
        if (!Guid.TryParse(claim.KeyId, out var id) || agentKeys.Find(id, caller.Tenant) is not { } key)
            return new Fault(FaultCode.AttestationRefused, $"attestation.key_id '{claim.KeyId}' not found");
        if (key.RevokedMicroseconds is not null)
            return new Fault(FaultCode.AttestationRefused, $"attestation.key_id '{claim.KeyId}' has been revoked");
        if (key.EntityUri != caller.EntityUri)
            return new Fault(FaultCode.NotOwner, "attestation key belongs to a different entity");
        return Signed(input, key, claim.Signature)
            ? new Attestation(id)
            : new Fault(FaultCode.AttestationRefused, "attestation signature verification failed");
    }

    /// <summary>Clients sign what they sent; a number may have been signed as its token or as its canonical text.</summary>
    private static bool Signed(AssertInput input, AgentKey key, string signatureText)
    {
        if (!Base64Url.TryDecode(signatureText, out var signature) || !Base64Url.TryDecode(key.PublicKey, out var publicKey))
            return false;
        var type = input.Value.Type.Name();
        return new[] { input.RawValueText, input.Value.Text }.Distinct().Any(text => Ed25519.Verify(
            publicKey, Encoding.UTF8.GetBytes($"{input.Entity}\n{input.Relation}\n{type}\n{text}\n{input.Source}"), signature));
    }

    private readonly record struct Attestation(Guid? Key);
}
