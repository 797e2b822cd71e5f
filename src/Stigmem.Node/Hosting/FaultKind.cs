using Stigmem.Core.Faults;

namespace Stigmem.Node.Hosting;

/// <summary>How a fault travels: its status and whether <c>detail</c> is a text or an object with a code.</summary>
internal readonly record struct FaultKind(FaultCode Code, string Wire, int Status, bool HasCodedDetail, string Meaning);
