using Stigmem.Core.Clock;
using Stigmem.Protocol.Aliases;

namespace Stigmem.Node.Aliases;

/// <summary>Aliases as they travel (operations contract, section 5).</summary>
internal static class AliasMapping
{
    public static AliasRecord ToRecord(this EntityAlias alias) => new()
    {
        RawUri = alias.RawUri,
        CanonicalUri = alias.CanonicalUri,
        Kind = alias.Kind,
        CreatedAt = Instants.Format(alias.CreatedMicroseconds),
    };
}
