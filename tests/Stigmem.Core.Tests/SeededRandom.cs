namespace Stigmem.Core.Tests;

/// <summary>Random loops that can be repeated: a failure names the seed that led to it.</summary>
internal static class SeededRandom
{
    public static void Repeat(int times, Action<Random> body)
    {
        for (var seed = 1; seed <= times; seed++)
        {
            try
            {
                body(new Random(seed));
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    /// <summary>Text of every plane, without lone surrogates, rich in what canonical forms escape.</summary>
    public static string Text(this Random random, int maxRunes)
    {
        var text = new System.Text.StringBuilder();
        for (var i = random.Next(maxRunes + 1); i > 0; i--)
        {
            var value = random.Next(6) switch
            {
                0 => random.Next(0x20),
                1 => "\"\\/\u007F\u2028<&"[random.Next(7)],
                2 => random.Next(0x80, 0xD800),
                3 => random.Next(0xE000, 0x10000),
                4 => random.Next(0x10000, 0x110000),
                _ => random.Next(0x20, 0x7F),
            };
            text.Append(new System.Text.Rune(value));
        }

        return text.ToString();
    }

    public static Guid Guid(this Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
