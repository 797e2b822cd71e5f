using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Capabilities;
using Stigmem.Core.Certificates;
using Stigmem.Core.Faults;
using Stigmem.Core.PeerTokens;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Discovery;
using Stigmem.Node.Federation.Capabilities;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Push;

/// <summary>Lets the holders of capability tokens push (federation contract, section 6). The token is good more than once.</summary>
internal sealed class CapabilityGate(
    SqlEngine engine, CapabilityVerifier verifier, CapabilityAudit audit, RefusalRows refusals, FederationSettings settings, PeerDirectory peers, NodeIdentity identity, MutualTls tls)
{
    private const string Header = "X-Stigmem-Capability";

    /// <summary>Whether a request comes with a token at all.</summary>
    public static bool HasToken(HttpRequest request) => !string.IsNullOrEmpty(request.Headers[Header]);

    /// <summary>The token behind a request, or the refusal; both are audited, refusals only while they are few.</summary>
    public async ValueTask<Outcome<CapabilityToken>> AdmitAsync(HttpRequest request, CancellationToken ct)
    {
        if (!settings.Enabled)
            return new Fault(FaultCode.FederationDisabled, "this node does not federate; its operator can set STIGMEM_FEDERATION_ENABLED");
        if (!CapabilityToken.TryParse(request.Headers[Header], out var token))
            return await RefuseAsync(null, CapabilityFault.Invalid.Reason(), "malformed");
        var fault = await verifier.JudgeAsync(token, ct);
        if (fault != CapabilityFault.None)
            return await RefuseAsync(token, fault.Reason(), fault.Reason());
        if (!CapabilityVerbs.Allows(token.Verb, CapabilityAction.PushFacts))
        {
            await RefuseAsync(token, "insufficient_capability", "");
            return new Fault(FaultCode.ScopeNotPermitted, "insufficient_capability: pushing facts needs the verb write");
        }
        if (!MayBeOf(token.Subject, request.HttpContext.Connection.ClientCertificate))
        {
            await RefuseAsync(token, "san_mismatch", "");
            return new Fault(FaultCode.PeerTokenRefused, PeerTokenFault.CertificateMismatch.Detail());
        }
        await engine.WriteAsync(session =>
        {
            audit.Append(session, null, "capability_verified", token, "success", ("route", "push"));
            return true;
        });
        return token;
    }

    /// <summary>
    /// Whether the subject may be at the other end: a node has a certificate of its own. Agents have none and come over that of
    /// whoever carries their token, and without mutual TLS nothing tells.
    /// </summary>
    private bool MayBeOf(string subject, X509Certificate2? certificate) =>
        !tls.IsOn || (subject != identity.NodeId && !peers.Current.ContainsKey(subject)) || (certificate is not null && SubjectNames.AreOf(certificate, subject));

    private async ValueTask<Fault> RefuseAsync(CapabilityToken? token, string reason, string detail)
    {
        var fault = new Fault(FaultCode.PeerTokenRefused, $"capability token invalid: {detail}");
        if (!refusals.HasRow(null, $"capability {(token is null ? "malformed" : reason)}", out var leftOut))
            return fault;
        await engine.WriteAsync(session =>
        {
            if (token is null)
                audit.NoToken(session, null, reason, RefusalRows.Detail(leftOut));
            else
                audit.Append(session, null, "capability_rejected", token, "denied", ("reason", reason), ("route", "push"), RefusalRows.Detail(leftOut));
            return true;
        });
        return fault;
    }
}
