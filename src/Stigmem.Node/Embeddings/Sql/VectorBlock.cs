namespace Stigmem.Node.Embeddings.Sql;

/// <summary>The vectors of a partition in memory. What is added later stands behind <see cref="Count"/>, which never changes.</summary>
/// <param name="Numbers">The commit numbers of their facts.</param>
/// <param name="Values">The packed vectors, one after the other.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Dimension">The length of each.</param>
internal sealed record VectorBlock(long[] Numbers, sbyte[] Values, int Count, int Dimension)
{
    /// <summary>An empty one.</summary>
    public static VectorBlock Empty(int dimension, int room) => new(new long[room], new sbyte[room * dimension], 0, dimension);

    /// <summary>The same with one more; the room behind is used by whoever adds first, so only one may add.</summary>
    public VectorBlock With(long number, ReadOnlySpan<byte> packed)
    {
        var (numbers, values) = (Numbers, Values);
        if (Count == numbers.Length)
        {
            Array.Resize(ref numbers, Math.Max(64, 2 * Count));
            Array.Resize(ref values, numbers.Length * Dimension);
        }
        numbers[Count] = number;
        packed.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(Count * Dimension, Dimension)));
        return new VectorBlock(numbers, values, Count + 1, Dimension);
    }

    /// <summary>Calls for each fact with its likeness to a question.</summary>
    public void Compare(ReadOnlySpan<float> question, Action<long, float> take)
    {
        var scratch = new float[Dimension];
        for (var i = 0; i < Count; i++)
            take(Numbers[i], PackedVector.Likeness(question, Values.AsSpan(i * Dimension, Dimension), scratch));
    }
}
