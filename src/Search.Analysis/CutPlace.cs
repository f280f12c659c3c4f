namespace Search.Analysis;

/// <summary>How far a reader of a <see cref="CutText"/> is; the default value is its beginning.</summary>
public readonly record struct CutPlace
{
    internal CutPlace(int block, int terms, int numbers) => (Block, Terms, Numbers) = (block, terms, numbers);

    internal int Block { get; }

    internal int Terms { get; }

    internal int Numbers { get; }
}
