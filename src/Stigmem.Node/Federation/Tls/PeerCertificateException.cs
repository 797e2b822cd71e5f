using System.Security.Authentication;

namespace Stigmem.Node.Federation.Tls;

/// <summary>A server was refused for its certificate, before anything was sent to it.</summary>
/// <param name="why">What is wrong with it.</param>
/// <param name="isMisnamed">Whether it is in order but somebody else's.</param>
internal sealed class PeerCertificateException(string why, bool isMisnamed) : AuthenticationException(why)
{
    public bool IsMisnamed => isMisnamed;
}
