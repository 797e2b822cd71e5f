using System.Text.Json;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;

namespace Stigmem.Cli.Importing;

/// <summary>The small file beside the source that lets an interrupted import go on where it was.</summary>
internal sealed class ImportStateFile(string sourcePath)
{
    private readonly string _path = Path.TrimEndingDirectorySeparator(sourcePath) + ".import-state";

    /// <summary>The state to go on from.</summary>
    /// <exception cref="CommandFailure">The source has changed since.</exception>
    public ImportState Load(string fingerprint, bool restart)
    {
        var fresh = new ImportState { Fingerprint = fingerprint };
        if (restart || !File.Exists(_path))
            return fresh;
        if (Read() is { Version: 1 } known && known.Fingerprint == fingerprint)
            return known;
        throw new CommandFailure(
            $"{_path} belongs to an import of other contents", "import_state_mismatch",
            "Start over with --restart; facts that are stored already are recognised and not written twice.");
    }

    /// <summary>Keeps the state; a crash leaves the old or the new one, never half of it.</summary>
    public void Save(ImportState state)
    {
        File.WriteAllText(_path + ".new", CliJson.Text(state));
        File.Move(_path + ".new", _path, overwrite: true);
    }

    /// <summary>The import is finished.</summary>
    public void Delete() => File.Delete(_path);

    private ImportState? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(_path), CliJson.Info<ImportState>());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
