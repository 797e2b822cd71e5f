namespace Stigmem.Cli.Importing;

/// <summary>One run of an import: reads, sends, keeps its place.</summary>
internal sealed class ImportRun(BatchSender sender, GardenSender gardens, ImportStateFile stateFile, Action<ImportRefusal> refused, Action<long> read)
{
    /// <summary>Goes through the source from the state's position on.</summary>
    /// <returns>The final state.</returns>
    public async Task<ImportState> RunAsync(IImportReader reader, ImportState state, CancellationToken cancellation)
    {
        foreach (var batch in ImportBatches.Of(reader.Read().Skip(checked((int)state.Position))))
        {
            var refusals = batch is [{ StandsAlone: true } alone] ? await gardens.SendAsync(alone, cancellation) : await sender.SendAsync(batch, cancellation);
            foreach (var refusal in refusals)
                refused(refusal);
            state = state with
            {
                Position = state.Position + batch.Count,
                Accepted = state.Accepted + batch.Count - refusals.Count,
                Rejected = state.Rejected + refusals.Count,
            };
            stateFile.Save(state);
            read(batch[^1].Bytes);
        }
        stateFile.Delete();
        return state;
    }
}
