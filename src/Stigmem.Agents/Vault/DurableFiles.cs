using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stigmem.Agents.Vault;

/// <summary>Writes that have reached the disk when they return (agents contract, vault section 3).</summary>
internal static partial class DurableFiles
{
    private const int WriteOnly = 1;

    // Linux and macOS number them differently.
    private static readonly int Append = OperatingSystem.IsMacOS() ? 0x8 : 0x400;
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Writes bytes to a new file that did not exist, through to the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Renames a file over another one and writes the folder through to the disk.</summary>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        SyncFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>
    /// Adds bytes to the end of a file in one write. The base library's append mode writes at an offset of its own, so two
    /// processes would write over each other; this one leaves the place to the system.
    /// </summary>
    public static void AppendAtEnd(string path, ReadOnlySpan<byte> bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
            return;
        }
        if (!File.Exists(path))
        {
            new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
            SyncFolder(Path.GetDirectoryName(path)!);
        }
        using var file = Opened(path, WriteOnly | Append);
        for (var left = bytes; left.Length > 0;)
        {
            var written = WriteSome(file, left, left.Length);
            if (written <= 0)
                throw new IOException($"cannot write to {path}", new Win32Exception(Marshal.GetLastPInvokeError()));
            left = left[(int)written..];
        }
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>The start of a file, read without taking any lock on it; empty where it cannot be read.</summary>
    public static string ReadUnlocked(string path, int most)
    {
        if (OperatingSystem.IsWindows())
            return "";
        var bytes = new byte[most];
        using var file = Opened(path, 0);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
    }

    /// <summary>Makes what was created or renamed in a folder durable. Some file systems cannot; that is no failure.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = Opened(path, 0);
        _ = Sync(folder);
    }

    private static SafeFileHandle Opened(string path, int flags)
    {
        var handle = Open(path, flags | CloseOnExec);
        return handle < 0 ? throw new IOException($"cannot open {path}", new Win32Exception(Marshal.GetLastPInvokeError())) : new SafeFileHandle(handle, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteSome(SafeFileHandle file, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);
}
