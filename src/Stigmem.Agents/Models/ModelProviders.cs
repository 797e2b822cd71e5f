using Microsoft.Extensions.AI;

namespace Stigmem.Agents.Models;

/// <summary>Who serves which model.</summary>
internal sealed class ModelProviders
{
    private readonly IReadOnlyList<(Func<string, bool> Serves, Func<string, IChatClient> Open)> _all = [(ScriptedModel.Serves, ScriptedModel.Open)];

    /// <summary>A client of the model.</summary>
    /// <exception cref="AgentException"><c>UnknownModelError</c>: nobody serves it.</exception>
    public IChatClient Open(string model)
    {
        foreach (var (serves, open) in _all)
        {
            if (serves(model))
                return open(model);
        }
        throw new AgentException(AgentFaults.UnknownModel, $"no provider serves the model {model}; this version has offline and offline:FILE");
    }
}
