namespace Emnist.Recognition.Training.Datasets;

/// <summary>What the rows of a CSV file mean.</summary>
/// <remarks>Copied where it is taken: later changes have no effect on what is being loaded.</remarks>
public sealed record EmnistCsvOptions
{
    /// <summary>What the labels mean.</summary>
    /// <value>
    /// The default, null, takes whole numbers for the digits, as <see cref="CharacterMapping.Digits"/> does, and other labels for the
    /// classes' names, in the order of their UTF-16 codes. With a mapping, such labels are characters of it; see
    /// <see cref="CharacterMapping.ForSplit"/> for EMNIST's.
    /// </value>
    public CharacterMapping? Mapping { get; set; }

    /// <summary>
    /// Whether rows and columns are swapped, as in EMNIST's files: such images are set upright. Those of MNIST's
    /// <c>train.csv</c> stand upright already.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Transposed { get; set; } = true;

    /// <summary>The width and height of an image, set upright.</summary>
    /// <value>Each 1 to 1,024; the default is 28 x 28.</value>
    public ImageSize Size { get; set; } = 28;

    /// <summary>Where the label stands in a row.</summary>
    /// <value>The default is <see cref="CsvLabels.Detect"/>.</value>
    public CsvLabels Labels { get; set; } = CsvLabels.Detect;

    /// <summary>Whether rows begin with their number, which is no part of the image, where no header line says so.</summary>
    /// <value>The default is <see langword="false"/>: the first name of a header tells, such as the empty one that pandas writes.</value>
    public bool HasRowNumbers { get; set; }

    /// <summary>The number that stands for full ink.</summary>
    /// <value>
    /// Above 0. The default, null, tells by the numbers: whole ones of 0 to 255 are pixels as they are, and fractions of 0 to 1 are
    /// scaled. Refused is what may be either: zeros and ones alone, and a file none of whose pixels is above 127, such as one of 0 to 16.
    /// </value>
    public double? MaxPixel { get; set; }

    /// <summary>What is set, such as <c>28 x 28, on their side, labels Detect</c>, the same in every culture.</summary>
    public override string ToString() => $"{Size}, {(Transposed ? "on their side" : "upright")}, labels {Labels}"
        + (HasRowNumbers ? ", after row numbers" : "")
        + (MaxPixel is { } max ? FormattableString.Invariant($", full ink {max}") : "");

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
        if (Size is not { Width: >= 1 and <= MaxSide, Height: >= 1 and <= MaxSide })
        {
            throw new ArgumentOutOfRangeException(nameof(Size), Size, $"Each side of an image has 1 to {MaxSide} pixels.");
        }

        if (!Enum.IsDefined(Labels))
        {
            throw new ArgumentOutOfRangeException(nameof(Labels), Labels, "There is no such place for labels.");
        }

        if (MaxPixel is { } max && !(max > 0 && double.IsFinite(max)))
        {
            throw new ArgumentOutOfRangeException(nameof(MaxPixel), max, "The number of full ink lies above 0.");
        }
    }
}
