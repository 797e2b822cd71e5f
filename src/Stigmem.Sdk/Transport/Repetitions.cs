namespace Stigmem.Sdk.Transport;

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
