namespace Stigmem.Agents.Vault;

/// <summary>Keeps what comes from outside inside the folder that it is meant for (agents contract, backends R4 and R5).</summary>
internal static class VaultPath
{
    private const string Allowed = "_.+@-";

    /// <summary>A name that is one part of a path: letters, digits and <c>_ . + @ -</c>, no dot in front.</summary>
    /// <exception cref="AgentException"><c>PathTraversalError</c>.</exception>
    public static string Part(string name, string root)
    {
        var isFine = name.Length > 0 && name[0] != '.' && !name.Contains("..", StringComparison.Ordinal)
            && name.All(c => char.IsAsciiLetterOrDigit(c) || Allowed.Contains(c, StringComparison.Ordinal));
        return isFine ? name : throw Escape(name, root);
    }

    /// <summary>The absolute path of something under a root, after all links have been followed.</summary>
    /// <exception cref="AgentException"><c>PathTraversalError</c>: it leads out of the root.</exception>
    public static string Under(string root, string relative)
    {
        var path = Path.GetFullPath(Path.Combine(root, relative));
        return IsUnder(Resolved(path), Resolved(root)) ? path : throw Escape(relative, root);
    }

    /// <summary>Whether a path is a folder or lies in it; both resolved.</summary>
    public static bool IsUnder(string path, string folder) =>
        path.Equals(folder, StringComparison.Ordinal)
        || path.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link in it followed; what does not exist yet stays as it is.</summary>
    public static string Resolved(string path) => Resolved(Path.GetFullPath(path), 40);

    private static string Resolved(string path, int linksLeft)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(Resolved(parent, linksLeft), Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        if (entry.LinkTarget is not { } target)
            return here;
        if (linksLeft == 0)
            throw new IOException($"{path} is a link that leads to itself");
        return Resolved(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, target)), linksLeft - 1);
    }

    private static AgentException Escape(string name, string root) => new(AgentFaults.Traversal, $"{name} leads out of {root}");
}
