using Stigmem.Core.ContentIds;

namespace Stigmem.Node.Audit;

/// <summary>A checkpoint with the signature of the node.</summary>
internal sealed record SignedCheckpoint(ChainCheckpoint Checkpoint, string Signature);
