namespace Stigmem.Core.Words;

/// <summary>The length of a text in words, in one byte: exact up to 200, then in steps of a tenth.</summary>
public static class TextLength
{
    private const int Exact = 200;
    private const double Step = 1.1;

    /// <summary>The byte of a length.</summary>
    public static byte Pack(int words) => words <= Exact
        ? (byte)words
        : (byte)Math.Min(byte.MaxValue, Exact + (int)Math.Round(Math.Log(words / (double)Exact, Step)));

    /// <summary>The length that a byte stands for.</summary>
    public static double Unpack(byte packed) => packed <= Exact ? packed : Exact * Math.Pow(Step, packed - Exact);
}
