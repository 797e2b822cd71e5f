namespace Stigmem.Testing;

/// <summary>
/// A page of the reference that is printed from the code. A test compares; <c>STIGMEM_UPDATE_DOCS=1</c> writes.
/// </summary>
public static class GeneratedDocument
{
    /// <summary>The variable that makes tests write the pages anew.</summary>
    public const string UpdateVariable = "STIGMEM_UPDATE_DOCS";

    /// <summary>Compares a page with what it should be, or writes it.</summary>
    /// <param name="path">From the root of the repository.</param>
    /// <param name="expected">The page as printed from the code.</param>
    /// <returns>Null when they agree, else what to do.</returns>
    public static string? Difference(string path, string expected)
    {
        var file = Path.Combine(FindRoot(), path);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
            return null;
        }
        return File.Exists(file) && File.ReadAllText(file) == expected
            ? null
            : $"{path} does not agree with the code; run the tests once with {UpdateVariable}=1 and read the difference.";
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Stigmem.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Stigmem.slnx is not above the tests.");
        return folder;
    }
}
