namespace Stigmem.Node.Gardens;

/// <summary>Wire names of roles.</summary>
internal static class GardenRoles
{
    public static IReadOnlyList<string> SortedNames { get; } = ["admin", "quarantine:moderator", "reader", "writer"];

    public static string Name(this GardenRole role) => role switch
    {
        GardenRole.Reader => "reader",
        GardenRole.Writer => "writer",
        GardenRole.Admin => "admin",
        _ => "quarantine:moderator",
    };

    public static bool TryParse(string text, out GardenRole role)
    {
        (var known, role) = text switch
        {
            "reader" => (true, GardenRole.Reader),
            "writer" => (true, GardenRole.Writer),
            "admin" => (true, GardenRole.Admin),
            "quarantine:moderator" => (true, GardenRole.QuarantineModerator),
            _ => (false, default),
        };
        return known;
    }
}
