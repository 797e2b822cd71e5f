namespace Stigmem.Cli.Importing;

/// <summary>What an import adds where its source says nothing.</summary>
/// <param name="Source">Who says so.</param>
/// <param name="Scope">How far the facts may travel.</param>
/// <param name="Garden">URI of their garden.</param>
/// <param name="EntityPrefix">What stands before the path of a note.</param>
/// <param name="RelationPrefix">What stands before a front matter key.</param>
internal sealed record ImportDefaults(string Source, string Scope, string? Garden, string EntityPrefix, string RelationPrefix);
