namespace Emnist.Recognition.Training.Datasets;

/// <summary>What the rows of a CSV file mean.</summary>
/// <remarks>Immutable once initialised, and so safe to share between threads.</remarks>
public sealed class EmnistCsvOptions
{
    /// <summary>What the labels mean.</summary>
    /// <value>The default is <see cref="CharacterMapping.Digits"/>; see <see cref="CharacterMapping.Of"/> for EMNIST's.</value>
    public CharacterMapping Mapping { get; init; } = CharacterMapping.Digits;

    /// <summary>
    /// Whether rows and columns are swapped, as in EMNIST's files: such images are set upright. Those of MNIST's
    /// <c>train.csv</c> stand upright already.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Transposed { get; init; } = true;

    /// <summary>The columns of an image.</summary>
    /// <value>1 to 1,024; the default is 28.</value>
    public int Width { get; init; } = 28;

    /// <summary>The rows of an image.</summary>
    /// <value>1 to 1,024; the default is 28.</value>
    public int Height { get; init; } = 28;

    internal void Validate()
    {
        const int LargestSide = 1024;
        ArgumentNullException.ThrowIfNull(Mapping);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Width, LargestSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Height, LargestSide);
    }
}
