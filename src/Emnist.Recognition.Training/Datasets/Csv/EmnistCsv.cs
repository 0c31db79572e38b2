using Emnist.Recognition.Training.Datasets.Csv;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Loads images from CSV files, such as those of EMNIST and MNIST on Kaggle: a row for each image, with its label and its pixels, row by
/// row, as whole numbers of 0 (background) to 255 (ink).
/// </summary>
/// <remarks>
/// <para>
/// Cells are separated by commas, semicolons, tabs, bars or blanks, quoted or not; a header line, a byte-order mark and empty lines are
/// skipped. Pixels may be written as <c>7.0</c>, or scaled to 0 to 1; labels may be numbers, or names such as <c>A</c>, and stand first
/// or last; a header names the column of row numbers that pandas writes. What can be taken in two ways is refused, and an option of
/// <see cref="EmnistCsvOptions"/> settles it. A file may be compressed by gzip, which is recognised by content. Files are read as a
/// stream, and memory grows with the rows that are really there.
/// </para>
/// <para>All members are safe to call from several threads, on different streams.</para>
/// </remarks>
public static class EmnistCsv
{
    /// <summary>Loads a file of EMNIST, whose images lie on their side; they are set upright.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="split">The split that it is of, whose labels it has.</param>
    /// <returns>The images, 28 x 28, upright, in the file's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such split.</exception>
    /// <exception cref="DatasetFormatException">
    /// A row is malformed or has a label that the split lacks, or there is none: the message says in which line and column.
    /// </exception>
    /// <exception cref="IOException">
    /// The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LabeledImages Load(string path, EmnistSplit split) =>
        Load(path, new EmnistCsvOptions { Mapping = CharacterMapping.ForSplit(split) });

    /// <summary>Loads a file.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="options">What its labels mean, and how its images lie.</param>
    /// <returns>The images, upright, in the file's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetFormatException">
    /// A row is malformed or has a label that the mapping lacks, or there is none: the message says in which line and column.
    /// </exception>
    /// <exception cref="IOException">
    /// The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LabeledImages Load(string path, EmnistCsvOptions options)
    {
        using FileStream file = DatasetFile.Open(path);
        return Load(file, options);
    }

    /// <summary>Loads a stream.</summary>
    /// <param name="stream">The data, plain or gzip, read from its position to its end. It stays open.</param>
    /// <param name="options">What its labels mean, and how its images lie.</param>
    /// <returns>The images, upright, in the stream's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetFormatException">
    /// A row is malformed or has a label that the mapping lacks, or there is none: the message says in which line and column.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static LabeledImages Load(Stream stream, EmnistCsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        EmnistCsvOptions own = options.ToValidated();
        return PixelCsv.Load(stream, DataOrigin.FromStream(stream, "CSV stream"), own);
    }
}
