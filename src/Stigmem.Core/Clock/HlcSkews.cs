namespace Stigmem.Core.Clock;

/// <summary>Names of <see cref="HlcSkew"/>.</summary>
public static class HlcSkews
{
    /// <summary>As audit rows and metrics call it: <c>future</c> or <c>past</c>.</summary>
    public static string Direction(this HlcSkew skew) => skew == HlcSkew.Future ? "future" : "past";
}
