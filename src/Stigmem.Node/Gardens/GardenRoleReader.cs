using System.Text.Json;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Gardens;

/// <summary>Reads a role from a body.</summary>
internal static class GardenRoleReader
{
    /// <summary>The role that newcomers get when none is named.</summary>
    public static GardenRole ReadOptional(ObjectReader body) => Parse(body, body.Text("role", GardenRole.Reader.Name()));

    /// <summary>A role that must be named.</summary>
    public static GardenRole ReadRequired(ObjectReader body)
    {
        if (body.TryGet("role", out _))
            return ReadOptional(body);
        body.Missing("role");
        return default;
    }

    private static GardenRole Parse(ObjectReader body, string text)
    {
        // A role that is no text was reported already.
        if (!GardenRoles.TryParse(text, out var role) && body.TryGet("role", out var sent) && sent.ValueKind == JsonValueKind.String)
            body.Errors.Value(body.At("role"), $"role must be one of [{AssertInputReader.Quoted(GardenRoles.SortedNames)}]", ShapeErrors.Input(sent));
        return role;
    }
}
