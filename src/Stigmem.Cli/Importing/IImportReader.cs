namespace Stigmem.Cli.Importing;

/// <summary>Reads a source into facts. Reading again gives the same items in the same order, which is what resuming needs.</summary>
internal interface IImportReader
{
    /// <summary>The size of the source in bytes.</summary>
    long Length { get; }

    /// <summary>The items, one by one.</summary>
    IEnumerable<ImportItem> Read();
}
