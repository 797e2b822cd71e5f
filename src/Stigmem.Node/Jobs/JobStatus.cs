namespace Stigmem.Node.Jobs;

/// <summary>How far a job is; the numbers stand in the store.</summary>
internal enum JobStatus : byte
{
    Pending = 0,
    Running = 1,
    Done = 2,
    Failed = 3,
}
