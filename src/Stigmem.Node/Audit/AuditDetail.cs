using System.Globalization;
using System.Text;
using Stigmem.Core.ContentIds;

namespace Stigmem.Node.Audit;

/// <summary>
/// Writes the <c>detail</c> of an audit row as the reference does, because readers search it as text: a space after
/// each separator, everything beyond ASCII escaped.
/// </summary>
internal sealed class AuditDetail
{
    private readonly StringBuilder _json = new("{");

    public AuditDetail Add(string name, string value)
    {
        Name(name);
        Text(value);
        return this;
    }

    public AuditDetail Add(string name, bool value)
    {
        Name(name);
        _json.Append(value ? "true" : "false");
        return this;
    }

    public AuditDetail Add(string name, long value)
    {
        Name(name);
        _json.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    public AuditDetail Add(string name, double value)
    {
        Name(name);
        _json.Append(PythonFloat.Format(value));
        return this;
    }

    public AuditDetail Add(string name, IEnumerable<string> values)
    {
        Name(name);
        _json.Append('[');
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
                _json.Append(", ");
            isFirst = false;
            Text(value);
        }
        _json.Append(']');
        return this;
    }

    public override string ToString() => $"{_json}}}";

    private void Name(string name)
    {
        if (_json.Length > 1)
            _json.Append(", ");
        Text(name);
        _json.Append(": ");
    }

    private void Text(string text)
    {
        _json.Append('"');
        foreach (var c in text)
            Character(c);
        _json.Append('"');
    }

    private void Character(char c)
    {
        var escape = c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\b' => "\\b", '\f' => "\\f", _ => null };
        if (escape is not null)
            _json.Append(escape);
        else if (c is < ' ' or > '~' and not '\u007F')
            _json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        else
            _json.Append(c);
    }
}
