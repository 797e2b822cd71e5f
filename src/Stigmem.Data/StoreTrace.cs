namespace Stigmem.Data;

/// <summary>How listeners find the spans of the store.</summary>
public static class StoreTrace
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "Stigmem.Store";
}
