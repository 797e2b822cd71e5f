namespace Stigmem.Node.Federation.Ingest;

/// <summary>Names a dead letter: whose it is, and the hash of what came.</summary>
internal readonly record struct DeadLetterKey(Guid Peer, byte[] BodyHash)
{
    private const int HashBytes = 32;
    private const int GuidDigits = 32;

    /// <summary>Before every letter.</summary>
    public static DeadLetterKey Start { get; } = new(Guid.Empty, []);

    /// <summary>The cursor that stands behind the letter.</summary>
    public string Text => $"{Peer:N}{Convert.ToHexStringLower(BodyHash)}";

    /// <summary>Reads a cursor.</summary>
    public static bool TryParse(string? text, out DeadLetterKey key)
    {
        key = Start;
        if (string.IsNullOrEmpty(text))
            return true;
        if (text.Length != GuidDigits + 2 * HashBytes || !Guid.TryParseExact(text[..GuidDigits], "N", out var peer) || !text.All(char.IsAsciiHexDigit))
            return false;
        key = new DeadLetterKey(peer, Convert.FromHexString(text[GuidDigits..]));
        return true;
    }
}
