using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Federation;

/// <summary>The peer that a command is about.</summary>
internal static class PeerArgument
{
    /// <summary>A new argument.</summary>
    public static Argument<string> Create() => new("peer") { Description = "Id of the registration, or node id of the peer." };

    /// <summary>The id of the registration that the user means.</summary>
    /// <exception cref="CommandFailure">No peer is called so.</exception>
    public static Task<string> ResolveAsync(NodeCall call, Argument<string> argument) => ResolveAsync(call, call.Get(argument)!);

    /// <summary>The id of the registration that the user means.</summary>
    /// <exception cref="CommandFailure">No peer is called so.</exception>
    public static async Task<string> ResolveAsync(NodeCall call, string given)
    {
        if (Guid.TryParse(given, out _))
            return given;
        var peers = (await call.Client.Federation.ListAsync(call.Cancellation)).Peers;
        return peers.FirstOrDefault(peer => peer.NodeId == given)?.PeerId
            ?? throw new CommandFailure($"no peer is called {given}", "not_found", "'stigmem federation peers' shows them.");
    }
}
