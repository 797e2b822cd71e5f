namespace Stigmem.Cli.Doctor;

/// <summary>Words for how a check came out; they are part of the JSON.</summary>
internal static class CheckStatus
{
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";
    public const string Skipped = "skipped";
}
