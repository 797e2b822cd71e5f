using System.Buffers;
using System.Text;
using Stigmem.Core.Hashing;

namespace Stigmem.Core.Facts;

/// <summary>
/// What two facts must share to be siblings. Indexes hold <see cref="Key"/>, a 64-bit hash; the texts are compared
/// after the hit, so a collision costs a row read and nothing else.
/// </summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Entity">The normalized, alias-resolved entity.</param>
/// <param name="Relation">The relation, verbatim.</param>
/// <param name="Scope">The scope.</param>
public readonly record struct FactTuple(string Tenant, string Entity, string Relation, FactScope Scope)
{
    private const int OnStack = 512;

    // 0xFF occurs in no UTF-8 text, so ("a", "bc") and ("ab", "c") never share their bytes.
    private const byte Separator = 0xFF;

    /// <summary>
    /// XXH64, seed 0, over the UTF-8 texts of tenant, entity, relation and scope name, joined by the byte 0xFF. It is
    /// stored on disk: it never changes.
    /// </summary>
    public long Key => Hash(Tenant, Entity, Relation, Scope.Name());

    /// <summary>The same hash over tenant and entity only, for the entity index.</summary>
    public static long KeyOf(string tenant, string entity) => Hash(tenant, entity, null, null);

    private static long Hash(string tenant, string entity, string? relation, string? scope)
    {
        var bound = 3 * (tenant.Length + entity.Length + (relation?.Length ?? 0)) + 16;
        byte[]? rented = null;
        var bytes = bound <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(bound);
        var length = Encoding.UTF8.GetBytes(tenant, bytes);
        length = Append(bytes, length, entity);
        if (relation is not null) length = Append(bytes, length, relation);
        if (scope is not null) length = Append(bytes, length, scope);
        var hash = XxHash64.Of(bytes[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return unchecked((long)hash);
    }

    private static int Append(Span<byte> bytes, int length, string part)
    {
        bytes[length++] = Separator;
        return length + Encoding.UTF8.GetBytes(part, bytes[length..]);
    }
}
