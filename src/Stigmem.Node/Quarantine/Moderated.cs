using Stigmem.Core.Clock;
using Stigmem.Protocol.Quarantine;

namespace Stigmem.Node.Quarantine;

/// <summary>A decision that was carried out.</summary>
/// <param name="FactId">The fact.</param>
/// <param name="Action">What was done.</param>
/// <param name="Target">The garden it went to.</param>
/// <param name="By">Who decided.</param>
/// <param name="AtMicroseconds">When.</param>
internal sealed record Moderated(Guid FactId, string Action, Guid? Target, string By, long AtMicroseconds)
{
    public QuarantineActionResponse ToAction() => new()
    {
        FactId = FactId.ToString(),
        Action = Action,
        TargetGardenId = Target?.ToString(),
        ActedBy = By,
        ActedAt = Instants.Format(AtMicroseconds),
    };

    public QuarantineRejectionResponse ToRejection() => new()
    {
        FactId = FactId.ToString(),
        Action = Action,
        ActedBy = By,
        ActedAt = Instants.Format(AtMicroseconds),
    };
}
