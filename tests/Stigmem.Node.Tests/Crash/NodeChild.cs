using System.Diagnostics;
using System.Text.Json;

namespace Stigmem.Node.Tests.Crash;

/// <summary>The built executable, serving a store in a process of its own that a test can cut off.</summary>
internal sealed class NodeChild : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private NodeChild(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Which files the process has in its memory, as the kernel lists them.</summary>
    public string MappedFiles => File.ReadAllText($"/proc/{_process.Id}/maps");

    public static async Task<NodeChild> StartAsync(string databasePath, params (string Name, string Value)[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(databasePath) };
        foreach (var argument in new[] { Executable(), "node", "--port", "0", "--json" })
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("STIGMEM_", StringComparison.Ordinal) && name != Data.Sqlite.SqliteLibrary.ChoiceVariable).ToList())
            start.Environment.Remove(name);
        start.Environment["STIGMEM_DB_PATH"] = databasePath;
        start.Environment["STIGMEM_AUTH_REQUIRED"] = "false";
        start.Environment["STIGMEM_HOST"] = "127.0.0.1";
        start.Environment["STIGMEM_DB_CHECKPOINT_PAGES"] = "200";
        foreach (var (name, value) in more)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.True(line is not null, "the node ended while it started");
        return new NodeChild(process, new Uri(JsonDocument.Parse(line).RootElement.GetProperty("url").GetString()!));
    }

    /// <summary>SIGKILL: nothing of the process gets to run after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    /// <summary>The built executable, to be run by <c>dotnet</c>.</summary>
    public static string Executable()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (here.Name, here.Parent!.Name);
        var root = here;
        while (!File.Exists(Path.Combine(root!.FullName, "Stigmem.slnx")))
            root = root.Parent;
        return Path.Combine(root.FullName, "src", "Stigmem.Cli", "bin", configuration, framework, "stigmem.dll");
    }
}
