namespace Stigmem.Node.Aliases;

/// <summary>One URI that stands for another.</summary>
internal sealed record EntityAlias(string Tenant, string RawUri, string CanonicalUri, string Kind, string CreatedBy, long CreatedMicroseconds)
{
    /// <summary>Made by a caller.</summary>
    public const string UserKind = "user";

    /// <summary>Made by the sweep that normalizes old entities.</summary>
    public const string MigrationKind = "migration";
}
