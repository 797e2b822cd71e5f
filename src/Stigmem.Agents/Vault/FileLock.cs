using System.Globalization;
using System.Text;

namespace Stigmem.Agents.Vault;

/// <summary>
/// A lock that other processes respect. Opening a file without sharing takes <c>flock(LOCK_EX)</c>, the lock that the Python
/// stack takes, and the system gives it back when the process ends (agents contract, vault section 4). The file stays.
/// </summary>
internal sealed class FileLock : IAsyncDisposable
{
    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes it.</summary>
    /// <param name="path">The lock file; its folder exists.</param>
    /// <param name="patience">How long to wait; zero asks once.</param>
    /// <param name="pause">Between two tries.</param>
    /// <param name="isSigned">Whether the holder is written into the file.</param>
    /// <param name="time">Paces the wait.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="AgentException"><c>LockBusy</c>.</exception>
    public static async ValueTask<FileLock> TakeAsync(string path, TimeSpan patience, TimeSpan pause, bool isSigned, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (TryOpen(path) is { } file)
                return new FileLock(isSigned ? Signed(file, time) : file);
            if (time.GetElapsedTime(started) >= patience)
                throw new AgentException(AgentFaults.LockBusy, Busy(path, time));
            await Task.Delay(pause, time, ct);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (InUse.Contains(e.HResult))
        {
            return null;
        }
    }

    private static FileStream Signed(FileStream file, TimeProvider time)
    {
        var seconds = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"pid={Environment.ProcessId} acquired={seconds:F3}\n")));
        return file;
    }

    /// <summary>Who has it. Read without the base library's file streams: they would take a lock themselves.</summary>
    private static string Busy(string path, TimeProvider time)
    {
        var text = DurableFiles.ReadUnlocked(path, 256);
        var parts = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (!parts.TryGetValue("pid", out var pid) || !parts.TryGetValue("acquired", out var acquired)
            || !double.TryParse(acquired, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return $"{path} is held by another process; wait for it to end";
        var held = time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{path} is held by process {pid} since {held.TotalSeconds:F0} s; wait for it to end");
    }
}
