namespace Stigmem.Architecture.Tests;

/// <summary>The files of this repository, as its own rules see them.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>C# sources below a folder, without build output, as paths from the root.</summary>
    public static IReadOnlyList<string> Sources(string folder) => Files(folder, "*.cs");

    /// <summary>Files below a folder, without build output, as paths from the root.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or ".git" or "artifacts" or "BenchmarkDotNet.Artifacts"))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stigmem.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Stigmem.slnx is not above the tests.");
        return folder;
    }
}
