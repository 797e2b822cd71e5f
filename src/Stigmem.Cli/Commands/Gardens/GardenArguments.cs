using System.CommandLine;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary>What the garden commands share.</summary>
internal static class GardenArguments
{
    private static readonly string[] Roles = ["reader", "writer", "admin", "quarantine:moderator"];

    public static Argument<string> Garden { get; } = new("garden") { Description = "Slug or UUID of the garden." };

    public static Argument<string> Member { get; } = new("entity") { Description = "The member." };

    public static Option<string?> Role(string description) => new Option<string?>("--role") { Description = description }.From(Roles);
}
