using Stigmem.Core.Clock;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth;

/// <summary>Turns agent keys into what travels.</summary>
internal static class AgentKeyRecords
{
    public static AgentKeyRecord Record(AgentKey key) => new()
    {
        Id = key.Id.ToString(),
        EntityUri = key.EntityUri,
        PublicKey = key.PublicKey,
        Description = key.Description,
        RegisteredAt = Instants.Format(key.RegisteredMicroseconds),
        Status = key.RevokedMicroseconds is null ? "active" : "revoked",
    };
}
