namespace Stigmem.Sdk.Transport;

/// <summary>Which failures of a request leave it safe to send again.</summary>
internal enum Repetition
{
    /// <summary>None: a second execution could do something else than the first.</summary>
    Never,

    /// <summary>
    /// Refusals that promise that nothing was done, and connections that never stood. An assert is one: equal content is
    /// the same fact only while that fact lives.
    /// </summary>
    IfUntouched,

    /// <summary>Also a connection that was lost midway: the request does nothing, or does it once.</summary>
    IfLost,
}
