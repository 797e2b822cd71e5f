namespace Stigmem.Simulation.Network;

/// <summary>What becomes of a request and its answer.</summary>
internal enum Fate
{
    Delivered,
    RequestLost,
    RequestHeld,
    RequestTwice,
    AnswerLost,
    AnswerHeld,
    AnswerTorn,
}
