using System.Security.Cryptography;
using System.Text;

namespace Stigmem.Agents.Vault;

/// <summary>A vault in a folder, byte for byte as the agents stack lays it out.</summary>
/// <param name="root">The agent's folder.</param>
/// <param name="time">Paces the wait for locks.</param>
internal sealed class FileVault(string root, TimeProvider time) : IVaultStore
{
    private const string AppendLock = ".append.lock";
    private static readonly TimeSpan AppendPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AppendPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(500);

    /// <summary>The agent's folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <inheritdoc/>
    public VaultFile? Read(string path)
    {
        try
        {
            return new VaultFile(File.ReadAllBytes(Inside(path)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlySpan<byte> bytes, WriteCondition condition = default)
    {
        var target = Inside(path);
        if (condition.Etag is { } etag && Read(path)?.Etag is var actual && actual != etag)
            throw Changed(path, actual);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.tmp");
        try
        {
            DurableFiles.Write(temporary, bytes);
            if (condition.MustNotExist)
                MoveToNew(temporary, target, path);
            else
                DurableFiles.Rename(temporary, target);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask AppendLineAsync(string path, string line, CancellationToken ct)
    {
        var target = Inside(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var first = path.Split('/')[0];
        await using var turn = await FileLock.TakeAsync(Inside(first == path ? AppendLock : $"{first}/{AppendLock}"), AppendPatience, AppendPause, isSigned: false, time, ct);
        DurableFiles.AppendAtEnd(target, Encoding.UTF8.GetBytes(EndsInMidLine(target) ? $"\n{line}\n" : $"{line}\n"));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Files(string folder, string suffix) =>
        Names(folder, Directory.EnumerateFiles, name => name.EndsWith(suffix, StringComparison.Ordinal));

    /// <inheritdoc/>
    public IReadOnlyList<string> Folders(string folder) => Names(folder, Directory.EnumerateDirectories, _ => true);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> LockAsync(string path, TimeSpan patience, CancellationToken ct)
    {
        var target = Inside(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return await FileLock.TakeAsync(target, patience, LockPause, isSigned: true, time, ct);
    }

    private List<string> Names(string folder, Func<string, IEnumerable<string>> list, Func<string, bool> isWanted)
    {
        var path = Inside(folder);
        if (!Directory.Exists(path))
            return [];
        return [.. list(path).Select(entry => Path.GetFileName(entry)).Where(name => name[0] != '.' && isWanted(name)).Order(StringComparer.Ordinal)];
    }

    private static void MoveToNew(string from, string to, string named)
    {
        try
        {
            File.Move(from, to, overwrite: false);
        }
        catch (IOException) when (File.Exists(to))
        {
            throw new AgentException(AgentFaults.Precondition, $"{named} exists already");
        }
        DurableFiles.SyncFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>A line that a crash has torn stays a line of its own.</summary>
    private static bool EndsInMidLine(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length == 0)
            return false;
        file.Position = file.Length - 1;
        return file.ReadByte() != '\n';
    }

    private static AgentException Changed(string path, string? actual) =>
        new(AgentFaults.Precondition, actual is null ? $"{path} is gone; read it again" : $"{path} is {actual} now; read it again");

    private string Inside(string path) => VaultPath.Under(Root, path);
}
