namespace Stigmem.Node.Auth;

/// <summary>What a key may do. No permission implies another (access contract, section 2).</summary>
[Flags]
internal enum Permissions : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    InstructionWrite = 4,
    Federate = 8,
    Admin = 16,
    AuditRead = 32,
    AdminFederation = 64,
    All = 127,
}
