using Emnist.Recognition.Training.Datasets.Arrays;
using Emnist.Recognition.Training.Datasets.Npz;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Loads images and labels from the .npz files of NumPy and Keras, such as <c>mnist.npz</c>: arrays <c>x_train</c>, <c>y_train</c>,
/// <c>x_test</c> and <c>y_test</c>, or others of such names.
/// </summary>
/// <remarks>
/// <para>
/// Images are <c>[count, height, width]</c>, perhaps with a 1 for the channel first or last, or <c>[count, side * side]</c>, of
/// numbers of any type, in the order of C or of Fortran. Labels are whole numbers, text, or rows of zeros with a one, in the same file
/// or in that of <see cref="NpzOptions.LabelsPath"/>. Archives may be stored or deflated, and .npy of version 1 to 3; arrays of Python
/// objects are never read.
/// </para>
/// <para>
/// Memory grows with the data that is really there, and checksums are checked. All members are safe to call from several threads, on
/// different streams.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// LabeledImages train = NpzFile.Load("mnist.npz", DatasetPart.Train);
/// </code>
/// </example>
public static class NpzFile
{
    /// <summary>Loads a part of a file of digits, or of labels that are text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">The training or the test part.</param>
    /// <returns>The images, in the file's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    /// <exception cref="DatasetFormatException">
    /// The file is no such file, or damaged, or which arrays are meant is not plain: the message says where and what to do.
    /// </exception>
    /// <exception cref="IOException">
    /// A file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LabeledImages Load(string path, DatasetPart part) => Load(path, new NpzOptions { Part = part });

    /// <summary>Loads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which arrays, what the labels mean, and how the images lie.</param>
    /// <returns>The images, upright, in the file's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetFormatException">
    /// The file is no such file, or damaged, or which arrays are meant is not plain: the message says where and what to do.
    /// </exception>
    /// <exception cref="IOException">
    /// A file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LabeledImages Load(string path, NpzOptions options)
    {
        using FileStream file = DatasetFile.Open(path);
        return Load(file, options);
    }

    /// <summary>Loads a stream.</summary>
    /// <param name="stream">The data, from its position to its end; read into memory where it cannot seek. It stays open.</param>
    /// <param name="options">Which arrays, what the labels mean, and how the images lie.</param>
    /// <returns>The images, upright, in the stream's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetFormatException">
    /// The data is no such file, or damaged, or which arrays are meant is not plain: the message says where and what to do.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static LabeledImages Load(Stream stream, NpzOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        NpzOptions own = options.ToValidated();
        DataOrigin source = DataOrigin.FromStream(stream, "NPZ stream");
        using NpzArchive archive = Open(stream, source);
        var images = new ArrayImages(source, own.Mapping, own.MaxPixel, own.Transposed, hasMaxPixel: true);
        if (own.LabelsPath is { } labelsPath)
        {
            string alone = NpzNames.ChooseImages(archive.Names, own, source);
            return images.Join(archive.Read(alone), ReadLabels(labelsPath, own), labelsPath);
        }

        (string name, string labels) = NpzNames.Choose(archive.Names, own, source);
        return images.Join(archive.Read(name), archive.Read(labels));
    }

    private static FileArray ReadLabels(string path, NpzOptions options)
    {
        using FileStream file = DatasetFile.Open(path);
        using NpzArchive archive = Open(file, path);
        return archive.Read(NpzNames.ChooseLabels(archive.Names, options, path));
    }

    private static NpzArchive Open(Stream stream, DataOrigin source) =>
        new(FileStart.Check(stream, source, "PK"u8, "a .npz file, a zip archive of NumPy's arrays"), source);
}
