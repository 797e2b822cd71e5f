using Stigmem.Data.Migrations;

namespace Stigmem.Node.Hosting;

/// <summary>The schema that this version of the node reads and writes.</summary>
public static class NodeSchema
{
    /// <summary>Every migration, ordered by number.</summary>
    public static IReadOnlyList<Migration> Migrations => HostingModule.Migrations;
}
