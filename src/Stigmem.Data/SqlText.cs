namespace Stigmem.Data;

/// <summary>
/// One SQL statement, kept as a static field beside its only user. Sessions cache the prepared form by the identity of
/// this object, so a look-up costs no hashing of the text.
/// </summary>
/// <param name="text">The statement, with positional parameters <c>?1</c>, <c>?2</c> and so on.</param>
public sealed class SqlText(string text)
{
    /// <summary>The statement's text.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
