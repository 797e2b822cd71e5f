using System.CommandLine;
using Stigmem.Cli.Output;
using Stigmem.Sdk;

namespace Stigmem.Cli.Commands;

/// <summary>One run of a command that talks to a node.</summary>
internal sealed class NodeCall(CommandCall call, StigmemClient client)
{
    /// <summary>The node.</summary>
    public StigmemClient Client { get; } = client;

    /// <summary>The call without the node.</summary>
    public CommandCall Call { get; } = call;

    /// <summary>Where the result goes.</summary>
    public CommandOutput Output => Call.Output;

    /// <summary>Set when the user or the system wants the command to end.</summary>
    public CancellationToken Cancellation => Call.Cancellation;

    /// <summary>An option's value, or its default.</summary>
    public T? Get<T>(Option<T> option) => Call.Get(option);

    /// <summary>A required argument's value.</summary>
    public T Get<T>(Argument<T> argument) => Call.Get(argument);

    /// <summary>Whom the node takes the caller for.</summary>
    public async Task<string> OwnEntityAsync() => (await Client.Node.WhoAmIAsync(Cancellation)).EntityUri;

    /// <summary>Tells that something was done which has no answer of its own.</summary>
    public void Done(string what, string id) => Output.Show(new Acknowledgement(what, id), done => Output.Line($"{done.Id} {done.Done}"));
}
