namespace Stigmem.Node.Auth;

/// <summary>Wire names of permissions.</summary>
internal static class PermissionNames
{
    private static readonly (string Name, Permissions Flag)[] Known =
    [
        ("admin", Permissions.Admin),
        ("admin:federation", Permissions.AdminFederation),
        ("audit.read", Permissions.AuditRead),
        ("federate", Permissions.Federate),
        ("instruction:write", Permissions.InstructionWrite),
        ("read", Permissions.Read),
        ("write", Permissions.Write),
    ];

    /// <summary>All names, sorted.</summary>
    public static IReadOnlyList<string> Sorted { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>The names of a set, sorted.</summary>
    public static IReadOnlyList<string> Names(Permissions permissions) =>
        [.. Known.Where(known => permissions.HasFlag(known.Flag)).Select(known => known.Name)];

    /// <summary>Reads names; unknown ones are listed, sorted.</summary>
    public static Permissions Parse(IEnumerable<string> names, out IReadOnlyList<string> unknown)
    {
        var permissions = Permissions.None;
        SortedSet<string> strange = new(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var found = Array.Find(Known, known => known.Name == name);
            if (found.Name is null)
                strange.Add(name);
            permissions |= found.Flag;
        }
        unknown = [.. strange];
        return permissions;
    }
}
