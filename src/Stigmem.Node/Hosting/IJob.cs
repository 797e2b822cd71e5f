namespace Stigmem.Node.Hosting;

/// <summary>Work that is done from time to time, one pass at a call.</summary>
internal interface IJob
{
    /// <summary>What it is called in logs and checks.</summary>
    string Name { get; }

    /// <summary>The pause between two passes.</summary>
    TimeSpan Every { get; }

    /// <summary>One pass.</summary>
    Task RunOnceAsync(CancellationToken ct);
}
