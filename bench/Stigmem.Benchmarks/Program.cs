using System.Runtime.InteropServices;
using Stigmem.Benchmarks;
using Stigmem.Benchmarks.Crash;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Federation;
using Stigmem.Benchmarks.Knowledge;
using Stigmem.Benchmarks.Measuring;
using Stigmem.Benchmarks.Micro;
using Stigmem.Benchmarks.Nodes;
using Stigmem.Benchmarks.Simulating;
using Stigmem.Benchmarks.Yardsticks;

SocketTuning.Apply();
var arguments = new Arguments(args);
using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndChildrenFirst);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndChildrenFirst);

try
{
    return arguments.Words switch
    {
        ["run"] => await RunCommand.RunAsync(arguments, cancellation.Token),
        ["federation"] => await FederationCommand.RunAsync(arguments, cancellation.Token),
        ["recall"] => await RecallCommand.RunAsync(arguments, cancellation.Token),
        ["subscriptions"] => await SubscriptionsCommand.RunAsync(arguments, cancellation.Token),
        ["crash"] => await CrashCommand.RunAsync(arguments, cancellation.Token),
        ["simulate"] => await SimulateCommand.RunAsync(arguments, cancellation.Token),
        ["micro", ..] => MicroCommand.Run(args[1..]),
        ["yardstick", ..] => await YardstickCommand.RunAsync(arguments, cancellation.Token),
        ["datasets", ..] => await DatasetCommand.RunAsync(arguments, cancellation.Token),
        _ => throw new UsageException("commands: run, federation, recall, subscriptions, crash, simulate, yardstick, datasets, micro; see bench/README.md"),
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

// Children are ended on the way out, so a signal must not end this process before them.
void EndChildrenFirst(PosixSignalContext signal)
{
    signal.Cancel = true;
    cancellation.Cancel();
}
