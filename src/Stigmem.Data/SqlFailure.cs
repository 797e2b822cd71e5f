namespace Stigmem.Data;

/// <summary>What went wrong in the storage engine, the same for every engine.</summary>
public enum SqlFailure
{
    /// <summary>Another connection holds a lock; trying again can help.</summary>
    Busy,

    /// <summary>The disk, or a limit set on the file, is full.</summary>
    Full,

    /// <summary>The store was opened read-only or its file may not be written.</summary>
    ReadOnly,

    /// <summary>The file is damaged.</summary>
    Corrupt,

    /// <summary>The file is not a store at all.</summary>
    NotAStore,

    /// <summary>Reading or writing the file failed in the operating system.</summary>
    InputOutput,

    /// <summary>The file or its folder cannot be opened.</summary>
    CannotOpen,

    /// <summary>Another process already writes to this store.</summary>
    InUse,

    /// <summary>The store was written by a newer version of this program.</summary>
    NewerSchema,

    /// <summary>An applied migration is not the one this program knows.</summary>
    ChangedMigration,

    /// <summary>A unique key is taken.</summary>
    UniqueViolation,

    /// <summary>Another constraint or trigger refused the statement.</summary>
    Constraint,

    /// <summary>Anything else.</summary>
    Other,
}
