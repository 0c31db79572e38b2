using System.Collections.ObjectModel;
using System.Globalization;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Grey images of one size, each with its class. A pixel is 0 for background to 255 for ink; rows run from top to
/// bottom, and columns from left to right. Immutable, and so safe to share between threads.
/// </summary>
/// <example>
/// Two images of two classes, in memory:
/// <code>
/// byte[] pixels = new byte[2 * 28 * 28];
/// byte[] labels = [0, 1];
/// var images = new LabeledImages(28, pixels, labels, ["a", "b"]);
/// (LabeledImages training, LabeledImages validation) = images.Split(0.1, seed: 1);
/// Console.WriteLine($"{training}, {images.ClassNames[images.GetLabel(1)]}");
/// </code>
/// </example>
public sealed class LabeledImages : ISampleSource
{
    private const int MaxClasses = byte.MaxValue + 1;

    /// <summary>The labels as they were given, candidate sets among them.</summary>
    private readonly ReadOnlyMemory<byte> _codes;

    /// <summary>Puts images and labels together.</summary>
    /// <param name="size">The width and height of an image, each at least 1; <c>28</c> is 28 x 28.</param>
    /// <param name="pixels">
    /// The images, <c>[count, height, width]</c> in row-major order, 0 = background, 255 = ink. Kept and not copied:
    /// the caller leaves the memory as it is from here on.
    /// </param>
    /// <param name="labels">
    /// The class index of each image, 0 to <c>classNames.Count - 1</c>; as many as images, perhaps none. Kept and not
    /// copied.
    /// </param>
    /// <param name="classNames">A name for each class, 1 to 256 of them, none empty, all different. Copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side of <paramref name="size"/> is below 1, or an image has more than 2^28 pixels.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// Lengths do not agree, a label is out of range, or a name is empty or repeated.
    /// </exception>
    public LabeledImages(
        ImageSize size, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels, IReadOnlyList<string> classNames)
        : this(size, pixels, labels, classNames, [])
    {
    }

    /// <summary>Puts images and labels together, of some of which only several classes are known that they may be of.</summary>
    /// <param name="size">The width and height of an image, each at least 1; <c>28</c> is 28 x 28.</param>
    /// <param name="pixels">
    /// The images, <c>[count, height, width]</c> in row-major order, 0 = background, 255 = ink. Kept and not copied:
    /// the caller leaves the memory as it is from here on.
    /// </param>
    /// <param name="labels">
    /// The class index of each image, or the number of classes and the index of one of <paramref name="candidateSets"/>: of three
    /// classes, 0 to 2 are these, and 3 is the first set. As many as images, perhaps none. Kept and not copied.
    /// </param>
    /// <param name="classNames">A name for each class, 1 to 256 of them, none empty, all different. Copied.</param>
    /// <param name="candidateSets">
    /// The classes that an image may be of, such as those of <c>c</c> and <c>C</c> where the case is not known: two or more different
    /// class indices each. The first is what <see cref="GetLabel"/> gives. Classes and sets are 256 at most. Copied.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side of <paramref name="size"/> is below 1, or an image has more than 2^28 pixels.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// Lengths do not agree, a label is out of range, a name is empty or repeated, or a set has not two different classes.
    /// </exception>
    public LabeledImages(
        ImageSize size,
        ReadOnlyMemory<byte> pixels,
        ReadOnlyMemory<byte> labels,
        IReadOnlyList<string> classNames,
        IReadOnlyList<IReadOnlyList<int>> candidateSets)
        : this(pixels, labels, size, TensorShape.Image(size), CheckNames(classNames), CheckSets(candidateSets, classNames.Count))
    {
        Int128 expected = (Int128)size.Width * size.Height * labels.Length;
        if (pixels.Length != expected)
        {
            throw new ArgumentException(
                $"{labels.Length} images of {size} need {expected} pixels, not {pixels.Length}.",
                nameof(pixels));
        }

        int classes = ClassNames.Count + CandidateSets.Count;
        int unnamed = classes < MaxClasses ? labels.Span.IndexOfAnyInRange((byte)classes, byte.MaxValue) : -1;
        if (unnamed >= 0)
        {
            throw new ArgumentException(
                $"Label {labels.Span[unnamed]} of image {unnamed} is not a class index: there are {ClassNames.Count} classes"
                + (CandidateSets.Count > 0 ? $" and {CandidateSets.Count} candidate sets." : "."),
                nameof(labels));
        }

        Labels = CandidateSets.Count > 0 ? FirstCandidates(labels.Span) : labels;
    }

    private LabeledImages(
        ReadOnlyMemory<byte> pixels,
        ReadOnlyMemory<byte> codes,
        ImageSize size,
        TensorShape shape,
        IReadOnlyList<string> classNames,
        IReadOnlyList<IReadOnlyList<int>> candidateSets)
    {
        Size = size;
        Shape = shape;
        Pixels = pixels;
        _codes = codes;
        Labels = codes;
        ClassNames = classNames;
        CandidateSets = candidateSets;
    }

    /// <summary>The width and height of an image.</summary>
    public ImageSize Size { get; }

    /// <summary>The columns of an image.</summary>
    public int Width => Size.Width;

    /// <summary>The rows of an image.</summary>
    public int Height => Size.Height;

    /// <summary>The number of images; 0 is allowed.</summary>
    public int Count => Labels.Length;

    /// <summary>The shape of an image as a network takes it, <c>[height, width, 1]</c>.</summary>
    public TensorShape Shape { get; }

    /// <summary>All pixels, <c>[count, height, width]</c> in row-major order, 0 = background, 255 = ink.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>
    /// The class index of each image, 0 to <c>ClassNames.Count - 1</c>, the first of several candidates. A byte holds the 256 classes
    /// allowed.
    /// </summary>
    public ReadOnlyMemory<byte> Labels { get; private init; }

    /// <summary>The sets of classes of which an image may be one, where labels name such sets; else none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> CandidateSets { get; }

    /// <summary>Where some images are to be had larger, as they were scanned; null for none.</summary>
    internal OriginalImages? Originals { get; private init; }

    /// <summary>The labels as they were given: classes, and behind them candidate sets.</summary>
    internal ReadOnlySpan<byte> Codes => _codes.Span;

    /// <summary>The name of each class, in the order of the class indices. A class may have no image.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The pixels of one image.</summary>
    /// <param name="index">The image, 0 to <c>Count - 1</c>.</param>
    /// <returns><c>[height, width]</c> pixels in row-major order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> GetImage(int index)
    {
        ThrowIfNoImage(index);
        int size = Width * Height;
        return Pixels.Span.Slice(index * size, size);
    }

    /// <summary>The class of one image.</summary>
    /// <param name="index">The image, 0 to <c>Count - 1</c>.</param>
    /// <returns>Its class index, 0 to <c>ClassNames.Count - 1</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public int GetLabel(int index)
    {
        ThrowIfNoImage(index);
        return Labels.Span[index];
    }

    /// <summary>The classes that one image may be of, where only so much is known.</summary>
    /// <param name="index">The image, 0 to <c>Count - 1</c>.</param>
    /// <returns>Two or more class indices, <see cref="GetLabel"/>'s first; none where its class is known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public IReadOnlyList<int> GetCandidates(int index)
    {
        ThrowIfNoImage(index);
        int code = _codes.Span[index];
        return code < ClassNames.Count ? [] : CandidateSets[code - ClassNames.Count];
    }

    /// <summary>Writes the pixels of one image as a network takes them, 0 for background to 1 for ink.</summary>
    /// <param name="index">The image, 0 to <c>Count - 1</c>.</param>
    /// <param name="destination"><c>Shape.Length</c> values, written in row-major order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image, or <paramref name="destination"/> is too short.</exception>
    public void CopyTo(int index, Span<float> destination) => ByteScaling.ToUnitInterval(GetImage(index), destination[..(Width * Height)]);

    /// <summary>A run of images, sharing this one's memory.</summary>
    /// <param name="start">The first image, 0 to <c>Count</c>.</param>
    /// <param name="count">How many, 0 to <c>Count - start</c>.</param>
    /// <returns>The images in the same order, with the same classes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The run leaves the images.</exception>
    public LabeledImages Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        int size = Width * Height;
        return With(Pixels.Slice(start * size, count * size), _codes.Slice(start, count), Labels.Slice(start, count))
            .WithOriginals(Originals?.Select([.. Enumerable.Range(start, count)]));
    }

    /// <summary>Chosen images, copied.</summary>
    /// <param name="indices">The images, each 0 to <c>Count - 1</c>, in any order and as often as wanted.</param>
    /// <returns>The images in the order of <paramref name="indices"/>, with the same classes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    /// <exception cref="OverflowException">The pixels would not fit in one array.</exception>
    public LabeledImages Select(ReadOnlySpan<int> indices)
    {
        int size = Width * Height;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(indices.Length * size));
        byte[] codes = new byte[indices.Length];
        byte[] labels = CandidateSets.Count > 0 ? new byte[indices.Length] : codes;
        ReadOnlySpan<byte> ownCodes = _codes.Span;
        ReadOnlySpan<byte> ownLabels = Labels.Span;
        for (int i = 0; i < indices.Length; i++)
        {
            GetImage(indices[i]).CopyTo(pixels.AsSpan(i * size));
            codes[i] = ownCodes[indices[i]];
            labels[i] = ownLabels[indices[i]];
        }

        return With(pixels, codes, labels).WithOriginals(Originals?.Select(indices));
    }

    /// <summary>The number of images of each class.</summary>
    /// <returns>A new array as long as <see cref="ClassNames"/>.</returns>
    public int[] CountByClass()
    {
        int[] counts = new int[ClassNames.Count];
        foreach (byte label in Labels.Span)
        {
            counts[label]++;
        }

        return counts;
    }

    /// <summary>
    /// Splits every class in two at random, such as into training and validation images. The same images, fraction and
    /// seed give the same split on every machine and every version of .NET.
    /// </summary>
    /// <param name="fraction">
    /// The share of each class that goes to the part, above 0 and below 1, rounded to whole images. A class of two or
    /// more images leaves at least one on each side; a single image stays in the remaining ones.
    /// </param>
    /// <param name="seed">The seed of the random choice, any number.</param>
    /// <returns>
    /// Copies of the images in their order: each is in exactly one of the two. Both keep all class names.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="fraction"/> is not between 0 and 1, or not a number.
    /// </exception>
    public (LabeledImages Remaining, LabeledImages Part) Split(double fraction, int seed)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction lies above 0 and below 1.");
        }

        (int[] remaining, int[] part) = StratifiedSplit.Choose(this.ReadLabels(nameof(Labels)), CountByClass(), fraction, seed);
        return (Select(remaining), Select(part));
    }

    /// <summary>Number, size and classes, such as <c>LabeledImages: 112,800 images of 28 x 28, 47 classes</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"LabeledImages: {Count:N0} images of {Size}, {ClassNames.Count} classes")
        + (CandidateSets.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {CandidateSets.Count} candidate sets") : "");

    /// <summary>The same images, with larger ones of some of them.</summary>
    internal LabeledImages WithOriginals(OriginalImages? originals) => originals is null && Originals is null
        ? this
        : new(Pixels, _codes, Size, Shape, ClassNames, CandidateSets) { Labels = Labels, Originals = originals };

    private LabeledImages With(ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> codes, ReadOnlyMemory<byte> labels) =>
        new(pixels, codes, Size, Shape, ClassNames, CandidateSets) { Labels = labels };

    private byte[] FirstCandidates(ReadOnlySpan<byte> codes)
    {
        byte[] labels = new byte[codes.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            int set = codes[i] - ClassNames.Count;
            labels[i] = set < 0 ? codes[i] : (byte)CandidateSets[set][0];
        }

        return labels;
    }

    private static ReadOnlyCollection<IReadOnlyList<int>> CheckSets(IReadOnlyList<IReadOnlyList<int>> candidateSets, int classes)
    {
        ArgumentNullException.ThrowIfNull(candidateSets);
        IReadOnlyList<int>[] sets = [.. candidateSets.Select(static set => Array.AsReadOnly([.. set ?? []]))];
        if (classes + sets.Length > MaxClasses)
        {
            throw new ArgumentException($"{classes} classes and {sets.Length} sets are more than {MaxClasses}.", nameof(candidateSets));
        }

        int wrong = Array.FindIndex(sets, set => set.Count < 2 || set.Distinct().Count() < set.Count || set.Any(c => (uint)c >= (uint)classes));
        return wrong < 0
            ? Array.AsReadOnly(sets)
            : throw new ArgumentException(
                $"Candidate set {wrong} is to have two or more different indices of the {classes} classes.", nameof(candidateSets));
    }

    private void ThrowIfNoImage(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }

    private static ReadOnlyCollection<string> CheckNames(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        string[] names = [.. classNames];
        if (names.Length is 0 or > MaxClasses)
        {
            throw new ArgumentException($"1 to {MaxClasses} classes, not {names.Length}.", nameof(classNames));
        }

        if (names.Any(string.IsNullOrEmpty) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw new ArgumentException("Each class has a name of its own, which is not empty.", nameof(classNames));
        }

        return Array.AsReadOnly(names);
    }
}
