namespace Stigmem.Core.Trust;

/// <summary>The limits that <see cref="TrustMode.Strict"/> draws.</summary>
public static class TrustThresholds
{
    /// <summary>A fact of less trust is not returned unless the caller asks for it.</summary>
    public const double Read = 0.3;

    /// <summary>A federated fact of less trust goes to quarantine.</summary>
    public const double Ingest = 0.2;
}
