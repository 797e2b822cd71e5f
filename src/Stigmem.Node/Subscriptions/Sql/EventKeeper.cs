using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Subscriptions.Sql;

/// <summary>
/// Writes the rows of events behind those who are told of them from memory. A turn of the writer takes whatever came during the one
/// before; events and the place up to which the log was read are kept together.
/// </summary>
internal sealed class EventKeeper(SqlEngine engine, SubscriptionDirectory directory, EventFeed feed)
{
    private const int MostInATurn = 2_000;
    private const int UnkeptRows = 10_000;
    private const int ManyWaiting = 20_000;
    private readonly Lock _gate = new();
    private readonly Queue<(long Channel, SubscriptionEvent Event)> _waiting = new();
    private long _reached;
    private long _kept;
    private long _position;
    private bool _isWriting;

    /// <summary>The place up to which the log has become rows, if it concerned anybody.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>The turns under way; faulted when the store refused one, until the next <see cref="Begin"/>.</summary>
    public Task Turns { get; private set; } = Task.CompletedTask;

    /// <summary>Whether so much waits that the log should not be read on.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate)
                return _waiting.Count > ManyWaiting;
        }
    }

    /// <summary>Begins behind a place, with nothing to write.</summary>
    public void Begin(long position)
    {
        lock (_gate)
        {
            _waiting.Clear();
            _reached = _kept = position;
            Turns = _isWriting ? Turns : Task.CompletedTask;
        }
        Interlocked.Exchange(ref _position, position);
    }

    /// <summary>Takes events of which rows are to be made, and the place up to which the log was read.</summary>
    public void Add(IReadOnlyList<(long Channel, SubscriptionEvent Event)> events, long reached)
    {
        lock (_gate)
        {
            foreach (var one in events)
                _waiting.Enqueue(one);
            _reached = reached;
            if (_isWriting)
                return;
            _isWriting = true;
            Turns = WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (Next() is var (events, position))
            {
                await engine.WriteAsync(session =>
                {
                    foreach (var (channel, happened) in events.Where(one => directory.Working.Channels.ContainsKey(one.Channel)))
                        EventRows.Add(session, channel, happened);
                    SubscriptionRows.SetPosition(session, position);
                    return true;
                });
                _kept = position;
                Reached(position);
            }
        }
        catch
        {
            lock (_gate)
                _isWriting = false;
            throw;
        }
    }

    /// <summary>What the next turn writes; null ends the turns. A place alone is not worth one each time.</summary>
    private (List<(long Channel, SubscriptionEvent Event)> Events, long Position)? Next()
    {
        lock (_gate)
        {
            List<(long Channel, SubscriptionEvent Event)> events = [];
            while (events.Count < MostInATurn && _waiting.TryDequeue(out var one))
                events.Add(one);
            if (events.Count > 0 || _reached - _kept > UnkeptRows)
                return (events, _waiting.TryPeek(out var next) ? next.Event.Place - 1 : _reached);
            Reached(_reached);
            _isWriting = false;
            return null;
        }
    }

    private void Reached(long position)
    {
        Interlocked.Exchange(ref _position, position);
        feed.Written(position);
    }
}
