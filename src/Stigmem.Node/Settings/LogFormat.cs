namespace Stigmem.Node.Settings;

/// <summary>How a log line is written.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>A JSON object, for collectors.</summary>
    Json,
}
