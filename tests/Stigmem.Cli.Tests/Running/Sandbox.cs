using System.Diagnostics;
using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Cli.Tests.Running;

/// <summary>A folder of its own in which the real executable runs as a child process, without the caller's settings.</summary>
public sealed class Sandbox : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    /// <summary>The executable that was built with these tests.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "stigmem");

    /// <summary>Where the commands run.</summary>
    public string Folder => _folder.Path;

    /// <summary>Variables for every command from now on.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>A path in the folder.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Writes a file in the folder.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
        return name;
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => RunWithInputAsync(null, arguments);

    /// <summary>Runs a command to its end with a text on its standard input.</summary>
    public async Task<CommandResult> RunWithInputAsync(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        using var deadline = new CancellationTokenSource(Patience);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"stigmem {string.Join(' ', arguments)} did not end");
        }
    }

    /// <summary>Runs a command that must succeed and reads what it printed as JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, $"stigmem {string.Join(' ', arguments)}: {result}");
        return JsonDocument.Parse(result.Output).RootElement;
    }

    /// <summary>Starts a command without waiting for it.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("STIGMEM_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            if (name != "STIGMEM_SQLITE_LIBRARY")
                start.Environment.Remove(name);
        }
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => _folder.Dispose();
}
