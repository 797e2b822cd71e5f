using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Stigmem.Core.Certificates;

namespace Stigmem.Node.Federation.Tls;

/// <summary>Judges the certificate of one server that this node calls: the authority, the host, and the node where it is known.</summary>
/// <param name="nodeId">Who should answer; null when that is what the call shall tell.</param>
internal sealed class ServerCheck(string? nodeId)
{
    /// <summary>Why the server was refused; null as long as it was not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether the certificate has the authority, but other names than the server should have.</summary>
    public bool IsMisnamed { get; private set; }

    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None)
        {
            (Refusal, IsMisnamed) = (Describe(errors, chain), errors == SslPolicyErrors.RemoteCertificateNameMismatch);
            return false;
        }
        if (nodeId is null || (certificate is X509Certificate2 shown && SubjectNames.AreOf(shown, nodeId)))
            return true;
        (Refusal, IsMisnamed) = ("peer certificate URI SAN does not match node_id", true);
        return false;
    }

    /// <summary>What is wrong, in words.</summary>
    public static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "no certificate was shown";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            return "the certificate does not hold: " + string.Join("; ", (chain?.ChainStatus ?? []).Select(status => status.StatusInformation.Trim()).Distinct());
        return "the certificate is not for this host name";
    }
}
