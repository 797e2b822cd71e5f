using Stigmem.Core.Faults;

namespace Stigmem.Node.Federation.Peers;

/// <summary>Refusals that the routes of peers share.</summary>
internal static class PeerRules
{
    public static Fault NotFound { get; } = new(FaultCode.NotFound, "peer not found");
}
