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

/// <summary>Applies <see cref="Repetition"/> to a failure.</summary>
internal static class Repetitions
{
    public static bool Allows(this Repetition repetition, StigmemException failure) => failure.Status switch
    {
        429 or 503 => repetition != Repetition.Never,
        0 when failure.Code == ClientErrorCodes.Unreachable =>
            repetition == Repetition.IfLost || (repetition == Repetition.IfUntouched && failure.NothingWasSent),
        _ => false,
    };
}
