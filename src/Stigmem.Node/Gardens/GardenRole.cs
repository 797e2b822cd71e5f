namespace Stigmem.Node.Gardens;

/// <summary>What a member may do in a garden (access contract, section 7).</summary>
internal enum GardenRole : byte
{
    Reader = 0,
    Writer = 1,
    Admin = 2,
    QuarantineModerator = 3,
}
