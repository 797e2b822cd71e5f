using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stigmem.Benchmarks.Nodes;

/// <summary>A process that the benchmark started, reached only through its own handle and ended with it.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int SignalTerminate = 15;
    private const int KeptErrorLines = 40;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Queue<string> _errors = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>Stopwatch time just before the process was started.</summary>
    public long StartedAt { get; private init; }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    /// <summary>The last lines the process wrote to standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return string.Join('\n', _errors);
            }
        }
    }

    public static ChildProcess Start(
        string file, IEnumerable<string> arguments, ChildEnvironment? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (environment ?? ChildEnvironment.Empty).ApplyTo(start);
        var startedAt = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new UsageException($"cannot start {file}");
        var child = new ChildProcess(process) { StartedAt = startedAt };
        child.DrainOutput();
        return child;
    }

    /// <summary>Runs a command to its end; returns its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string file,
        IEnumerable<string> arguments,
        ChildEnvironment environment,
        TimeSpan patience,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        environment.ApplyTo(start);
        using var process = Process.Start(start) ?? throw new UsageException($"cannot start {file}");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: false);
            }
        }
    }

    /// <summary>Asks the process to end (SIGTERM) and waits; a process that does not listen is killed.</summary>
    public async Task<bool> StopAsync(CancellationToken cancellation)
    {
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, SignalTerminate);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(StopPatience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Ends the process at once (SIGKILL), as a crash would, and waits until the system has let go of it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);

    /// <summary>A pipe that nobody reads fills up and blocks the child.</summary>
    private void DrainOutput()
    {
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                if (line.Data is not null)
                {
                    _errors.Enqueue(line.Data);
                }

                if (_errors.Count > KeptErrorLines)
                {
                    _errors.Dequeue();
                }
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
