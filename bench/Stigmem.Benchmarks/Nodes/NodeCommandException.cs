namespace Stigmem.Benchmarks.Nodes;

/// <summary>A command of the node's executable did not end well.</summary>
internal sealed class NodeCommandException(string message) : Exception(message);
