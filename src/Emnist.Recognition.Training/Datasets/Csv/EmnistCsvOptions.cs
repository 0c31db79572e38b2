namespace Emnist.Recognition.Training.Datasets;

/// <summary>What the rows of a CSV file mean.</summary>
/// <remarks>Copied where it is taken: later changes have no effect on what is being loaded.</remarks>
public sealed record EmnistCsvOptions
{
    /// <summary>What the labels mean.</summary>
    /// <value>The default is <see cref="CharacterMapping.Digits"/>; see <see cref="CharacterMapping.ForSplit"/> for EMNIST's.</value>
    public CharacterMapping Mapping { get; set; } = CharacterMapping.Digits;

    /// <summary>
    /// Whether rows and columns are swapped, as in EMNIST's files: such images are set upright. Those of MNIST's
    /// <c>train.csv</c> stand upright already.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Transposed { get; set; } = true;

    /// <summary>The width and height of an image, set upright.</summary>
    /// <value>Each 1 to 1,024; the default is 28 x 28.</value>
    public ImageSize Size { get; set; } = 28;

    /// <summary>A copy, whose values are in their ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal EmnistCsvOptions ToValidated()
    {
        EmnistCsvOptions own = this with { };
        own.Validate();
        return own;
    }

    private void Validate()
    {
        const int MaxSide = 1024;
        ArgumentNullException.ThrowIfNull(Mapping);
        if (Size is not { Width: >= 1 and <= MaxSide, Height: >= 1 and <= MaxSide })
        {
            throw new ArgumentOutOfRangeException(nameof(Size), Size, $"Each side of an image has 1 to {MaxSide} pixels.");
        }
    }
}
