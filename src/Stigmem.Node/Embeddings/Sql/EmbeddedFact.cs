using Stigmem.Core.Facts;

namespace Stigmem.Node.Embeddings.Sql;

/// <summary>A fact and its vector, on the way into the store.</summary>
internal readonly record struct EmbeddedFact(long Number, int Tenant, FactScope Scope, Guid? Garden, byte[] Vector);
