using Stigmem.Benchmarks;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Measuring;
using Stigmem.Benchmarks.Nodes;
using Stigmem.Benchmarks.Yardsticks;

SocketTuning.Apply();
var arguments = new Arguments(args);
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // Children are ended on the way out, so the process must not die under our hands.
    pressed.Cancel = true;
    cancellation.Cancel();
};

try
{
    return arguments.Words switch
    {
        ["run"] => await RunCommand.RunAsync(arguments, cancellation.Token),
        ["yardstick", ..] => await YardstickCommand.RunAsync(arguments, cancellation.Token),
        ["datasets", ..] => await DatasetCommand.RunAsync(arguments, cancellation.Token),
        _ => throw new UsageException("commands: run, crash, yardstick, datasets, micro; see bench/README.md"),
    };
}
catch (UsageException fault)
{
    await Console.Error.WriteLineAsync($"error: {fault.Message}");
    return 2;
}
catch (NodeCommandException fault)
{
    await Console.Error.WriteLineAsync($"error: {fault.Message}");
    return 1;
}
catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("interrupted");
    return 130;
}
