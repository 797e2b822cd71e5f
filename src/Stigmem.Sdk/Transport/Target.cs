using System.Globalization;
using System.Text;

namespace Stigmem.Sdk.Transport;

/// <summary>
/// Builds path and query of a request. Ids and URIs become one segment each, encoded so that the node decodes them once.
/// </summary>
internal sealed class Target
{
    private readonly StringBuilder _text;
    private char _separator = '?';

    private Target(string path) => _text = new(path);

    public static Target At(string path) => new(path);

    /// <summary>Adds a slash and a segment.</summary>
    /// <exception cref="ArgumentException">The segment is empty, or one that HTTP would resolve to another path.</exception>
    public Target Segment(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);

        // Encoding does not help: "%2E%2E" is resolved as ".." too, and a DELETE would hit the parent.
        if (value is "." or "..")
            throw new ArgumentException("'.' and '..' cannot be sent in a path.", name);
        _text.Append('/').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Target Then(string path)
    {
        _text.Append(path);
        return this;
    }

    public Target With(string name, string? value)
    {
        if (value is null)
            return this;
        _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _separator = '&';
        return this;
    }

    public Target With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Target With(string name, double? value) => With(name, value?.ToString("R", CultureInfo.InvariantCulture));

    public Target With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    public Target With(string name, DateTimeOffset? value) => With(name, value is { } moment ? WireTime.Text(moment) : null);

    /// <summary>A flag whose absence means no.</summary>
    public Target WithFlag(string name, bool value) => value ? With(name, "true") : this;

    public override string ToString() => _text.ToString();
}
