using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Node.Auth;

/// <summary>
/// A key that lives in this process only and holds every permission: how a command works on a store that no node
/// serves. It is never written down, so a command that is killed leaves no key behind that would block a bootstrap.
/// </summary>
public sealed class HostKey
{
    /// <summary>Stands for the key where a stored one has its id; there is nothing in the store to revoke.</summary>
    internal static readonly Guid KeyId = Guid.Empty;

    private readonly byte[] _digest;

    /// <param name="rawKey">The key as it travels in the header.</param>
    /// <param name="entityUri">The entity its calls are made for.</param>
    public HostKey(string rawKey, string entityUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(rawKey);
        _digest = SHA256.HashData(Encoding.UTF8.GetBytes(rawKey));
        Principal = new Principal(
            entityUri, Core.Tenants.TenantId.Default, Permissions.All, ScopeSet.All, KeyId, null);
    }

    internal Principal Principal { get; }

    /// <summary>Whether a caller sent this key.</summary>
    internal bool Matches(ReadOnlySpan<char> rawKey)
    {
        var bytes = Encoding.UTF8.GetBytes(rawKey.ToString());
        return CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(bytes));
    }

    /// <inheritdoc/>
    public override string ToString() => "host key";
}
