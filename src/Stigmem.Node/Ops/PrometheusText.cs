using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Ops;

/// <summary>Listens to the node's meter and writes what it heard as Prometheus text (operations contract, section 14).</summary>
internal sealed class PrometheusText : IDisposable
{
    private const int MostSeries = 2_000;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = [];
    private readonly ConcurrentDictionary<(string Name, string Labels), PrometheusSeries> _series = [];

    public PrometheusText(NodeMeter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter.Meter))
                return;
            _instruments[instrument.Name] = instrument;
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Heard(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Heard(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything heard so far.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (name, instrument) in _instruments.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} {TypeOf(instrument)}\n");
            foreach (var ((_, labels), series) in _series.Where(pair => pair.Key.Name == name).OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
                series.Write(text, name, labels);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Heard(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument.Name, Labels(tags));
        if (!_series.TryGetValue(key, out var series))
        {
            // Labels come from callers in part; a flood of names must not grow the node.
            if (_series.Count >= MostSeries)
                return;
            series = _series.GetOrAdd(key, _ => new PrometheusSeries((instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries));
        }
        series.Add(value, isSetting: instrument.GetType().Name.StartsWith("ObservableGauge", StringComparison.Ordinal));
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var escaped = (value as string ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"").Append(escaped).Append('"');
        }
        return text.ToString();
    }

    private static string TypeOf(Instrument instrument) => instrument switch
    {
        Histogram<double> => "histogram",
        Counter<long> => "counter",
        _ => "gauge",
    };
}
