using Stigmem.Cli.Reference;

namespace Stigmem.Cli.Tests.Usage;

public sealed class ReferenceTests
{
    [Fact]
    public void The_reference_page_says_what_the_program_does()
    {
        var path = Path.Combine(Root(), "docs", "reference", "cli.md");
        var page = CliReference.Print(CommandTree.Create());
        if (Environment.GetEnvironmentVariable("STIGMEM_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, page);
        }
        Assert.True(File.Exists(path) && File.ReadAllText(path) == page, $"{path} is not what the program prints; STIGMEM_UPDATE_DOCS=1 rewrites it");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stigmem.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder;
    }
}
