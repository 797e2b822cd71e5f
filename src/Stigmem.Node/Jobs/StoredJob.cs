using Stigmem.Core.Clock;

namespace Stigmem.Node.Jobs;

/// <summary>A job as it stands in the store.</summary>
internal sealed record StoredJob
{
    public required Guid Id { get; init; }

    /// <summary>The name of its <see cref="IJobKind"/>.</summary>
    public required string Kind { get; init; }

    public required string Tenant { get; init; }

    /// <summary>The entity that asked for it.</summary>
    public required string Caller { get; init; }

    /// <summary>The key that it was asked for with; null on a node without authentication.</summary>
    public Guid? KeyId { get; init; }

    public string? Scope { get; init; }

    /// <summary>What is to be done, as the kind writes it.</summary>
    public required string Request { get; init; }

    public JobStatus Status { get; init; }

    public required long EstimatedSeconds { get; init; }

    public required long CreatedMicroseconds { get; init; }

    public long? StartedMicroseconds { get; init; }

    public long? CompletedMicroseconds { get; init; }

    /// <summary>What is done already, as the kind writes it; null at the beginning.</summary>
    public string? Progress { get; init; }

    /// <summary>What came out, as the kind writes it.</summary>
    public string? Result { get; init; }

    public string? Error { get; init; }

    /// <summary>The status as it travels.</summary>
    public string StatusName => Status switch
    {
        JobStatus.Pending => "pending",
        JobStatus.Running => "running",
        JobStatus.Done => "done",
        _ => "failed",
    };

    public string CreatedAt => Instants.Format(CreatedMicroseconds);

    public string? StartedAt => StartedMicroseconds is { } at ? Instants.Format(at) : null;

    public string? CompletedAt => CompletedMicroseconds is { } at ? Instants.Format(at) : null;
}
