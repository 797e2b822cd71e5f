namespace Stigmem.Node.Gardens;

/// <summary>Somebody with a role in a garden.</summary>
internal sealed record GardenMember(string EntityUri, GardenRole Role, string AddedBy, long AddedMicroseconds);
