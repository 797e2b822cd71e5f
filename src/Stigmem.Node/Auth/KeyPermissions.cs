using Stigmem.Core.Faults;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Auth;

/// <summary>Which permission names a key may be made with.</summary>
internal static class KeyPermissions
{
    /// <summary>The names, each once, in their order; unknown ones and an empty list are refused.</summary>
    public static Outcome<string[]> Check(IReadOnlyList<string> names)
    {
        PermissionNames.Parse(names, out var unknown);
        if (unknown.Count > 0)
            return new Fault(FaultCode.BadRequest, $"unknown permissions: [{AssertInputReader.Quoted(unknown)}]; allowed: [{AssertInputReader.Quoted(PermissionNames.Sorted)}]");
        return names.Count == 0
            ? new Fault(FaultCode.BadRequest, "permissions list must be non-empty")
            : names.Distinct(StringComparer.Ordinal).ToArray();
    }
}
