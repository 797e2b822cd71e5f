using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Settings;

/// <summary>The store.</summary>
public sealed record StorageSettings
{
    /// <summary>Where and how the SQLite file is opened.</summary>
    public required StoreOptions Store { get; init; }

    /// <summary>How often look-ups follow the log when nobody asks.</summary>
    public required TimeSpan IndexInterval { get; init; }

    /// <summary>The secret under which API keys are looked up; empty keeps one in a file beside the store.</summary>
    public required string KeyTagSecret { get; init; }

    internal static StorageSettings Read(SettingsReader reader)
    {
        var backend = reader.Text("STORAGE_BACKEND", "sqlite", "Storage engine; this version has sqlite.");
        if (backend != "sqlite")
            reader.Refuse($"STIGMEM_STORAGE_BACKEND={backend}: this version stores in sqlite only; unset it");
        // An operator who asks for encryption must not get a plain file in silence.
        var encryption = reader.Text("AT_REST_ENCRYPTION", "off", "Encryption of the database file; this version has off. Encrypt the disk.").ToLowerInvariant();
        if (encryption == "on")
            reader.Refuse("STIGMEM_AT_REST_ENCRYPTION=on: this version does not encrypt the database file; encrypt the disk, or unset it");
        else if (encryption != "off")
            reader.Refuse($"STIGMEM_AT_REST_ENCRYPTION={encryption}: must be on or off");
        return new StorageSettings
        {
            Store = new StoreOptions
            {
                Path = reader.Text("DB_PATH", "stigmem.db", "Database file, or a file: URI such as file:/data/stigmem.db?mode=ro."),
                WriterCacheKib = reader.Integer("DB_WRITER_CACHE_KIB", 49_152, 1_024, 4_194_304, "Page cache of the writer, in KiB."),
                ReaderCacheKib = reader.Integer("DB_READER_CACHE_KIB", 8_192, 256, 4_194_304, "Page cache of each reader, in KiB."),
                CheckpointPages = reader.Integer("DB_CHECKPOINT_PAGES", 8_192, 100, 1_000_000, "Pages of 4 KiB in the write-ahead log after which a checkpoint runs."),
                MaxPages = reader.Integer("DB_MAX_PAGES", 0, 0, int.MaxValue, "Upper bound of the file, in pages of 4 KiB; 0 means none."),
            },
            IndexInterval = TimeSpan.FromMilliseconds(reader.Integer("INDEX_INTERVAL_MS", 1_000, 10, 86_400_000, "Milliseconds between two passes of the search index while nobody asks. Longer makes writes cheaper and the next question wait.")),
            KeyTagSecret = reader.Secret("KEY_TAG_SECRET", "Secret of the look-up tags of API keys. Unset: a file of mode 0600 beside the database."),
        };
    }
}
