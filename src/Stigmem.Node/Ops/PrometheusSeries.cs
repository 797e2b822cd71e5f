using System.Globalization;
using System.Text;

namespace Stigmem.Node.Ops;

/// <summary>One instrument with one set of labels: a sum, and for histograms the buckets.</summary>
internal sealed class PrometheusSeries(IReadOnlyList<double>? boundaries)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[(boundaries?.Count ?? 0) + 1];
    private double _sum;

    /// <summary>Adds a measurement, or for a gauge replaces the last one.</summary>
    public void Add(double value, bool isSetting)
    {
        lock (_gate)
        {
            _sum = isSetting ? value : _sum + value;
            var bucket = 0;
            while (boundaries is not null && bucket < boundaries.Count && value > boundaries[bucket])
                bucket++;
            _buckets[bucket]++;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        lock (_gate)
        {
            if (boundaries is null)
                text.Append(CultureInfo.InvariantCulture, $"{name}{Braces(labels)} {_sum}\n");
            else
                WriteBuckets(text, name, labels);
        }
    }

    private void WriteBuckets(StringBuilder text, string name, string labels)
    {
        var comma = labels.Length > 0 ? "," : "";
        long count = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            count += _buckets[i];
            var bound = i < boundaries!.Count ? boundaries[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {count}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braces(labels)} {_sum}\n{name}_count{Braces(labels)} {count}\n");
    }

    private static string Braces(string labels) => labels.Length > 0 ? $"{{{labels}}}" : "";
}
