using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Hosting;

/// <summary>Something the doctor tells that does not keep the node from serving.</summary>
internal interface INodeCheck
{
    /// <summary>Looks, cheaply enough for an open route.</summary>
    ComponentCheck Run();
}
