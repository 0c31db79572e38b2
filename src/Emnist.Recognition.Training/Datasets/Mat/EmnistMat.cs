using System.Globalization;
using System.Text;
using Emnist.Recognition.Training.Datasets.Arrays;
using Emnist.Recognition.Training.Datasets.Mat;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Loads EMNIST's first format, MATLAB 5 (<c>emnist-balanced.mat</c>): a structure <c>dataset</c> of <c>train</c> and <c>test</c>,
/// each with <c>images</c> <c>[count, side * side]</c> and <c>labels</c>, and of <c>mapping</c>, a row for each label with its code
/// points. The images lie on their side in it, and are set upright.
/// </summary>
/// <remarks>
/// Variables may be compressed, as MATLAB does. MATLAB 7.3, which is HDF5, is not read. Memory grows with the data that is really
/// there. All members are safe to call from several threads, on different streams.
/// </remarks>
/// <example>
/// <code>
/// LabeledImages train = EmnistMat.Load("emnist-balanced.mat", DatasetPart.Train);
/// </code>
/// </example>
public static class EmnistMat
{
    private const string Mapping = "dataset.mapping";
    private const int MaxCodePoints = 16;

    /// <summary>Loads a part of a file, whose labels its own mapping explains.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">The training or the test part.</param>
    /// <returns>The images, upright, in the file's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    /// <exception cref="DatasetFormatException">
    /// The file is no such file, damaged, or without that part or a mapping: the message says where and what to do.
    /// </exception>
    /// <exception cref="IOException">
    /// The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LabeledImages Load(string path, DatasetPart part)
    {
        using FileStream file = DatasetFile.Open(path);
        return Load(file, part);
    }

    /// <summary>Loads a part of a file, whose labels a mapping explains in place of the file's own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">The training or the test part.</param>
    /// <param name="mapping">What the labels mean.</param>
    /// <returns>The images, upright, in the file's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    /// <exception cref="DatasetFormatException">
    /// The file is no such file, damaged, or without that part: the message says where and what to do.
    /// </exception>
    /// <exception cref="IOException">
    /// The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LabeledImages Load(string path, DatasetPart part, CharacterMapping mapping)
    {
        using FileStream file = DatasetFile.Open(path);
        return Load(file, part, mapping);
    }

    /// <summary>Loads a part of a stream, whose labels its own mapping explains.</summary>
    /// <param name="stream">The data, from its position; read into memory where it cannot seek. It stays open.</param>
    /// <param name="part">The training or the test part.</param>
    /// <returns>The images, upright, in the stream's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    /// <exception cref="DatasetFormatException">
    /// The data is no such file, damaged, or without that part or a mapping: the message says where and what to do.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static LabeledImages Load(Stream stream, DatasetPart part) => Read(stream, part, mapping: null);

    /// <summary>Loads a part of a stream, whose labels a mapping explains in place of the stream's own.</summary>
    /// <param name="stream">The data, from its position; read into memory where it cannot seek. It stays open.</param>
    /// <param name="part">The training or the test part.</param>
    /// <param name="mapping">What the labels mean.</param>
    /// <returns>The images, upright, in the stream's order, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    /// <exception cref="DatasetFormatException">
    /// The data is no such file, damaged, or without that part: the message says where and what to do.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static LabeledImages Load(Stream stream, DatasetPart part, CharacterMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return Read(stream, part, mapping);
    }

    private static LabeledImages Read(Stream stream, DatasetPart part, CharacterMapping? mapping)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string name = $"dataset.{EmnistNames.ForPart(part, "train", "test")}";
        DataOrigin source = DataOrigin.FromStream(stream, "MATLAB stream");
        Stream data = FileStart.Check(stream, source, "MATLAB 5.0"u8, "a MATLAB 5 file (.mat) of EMNIST");
        string[] wanted = [$"{name}.images", $"{name}.labels", .. mapping is null ? [Mapping] : Array.Empty<string>()];
        MatFile file = MatFile.Read(data, source, wanted);
        FileArray Find(string path, string advice) => file.Arrays.TryGetValue(path, out FileArray? array)
            ? array
            : throw DatasetFormatException.Create(source, "its variables", $"an array {path}", file.Found, advice);

        FileArray images = Find(wanted[0], "Check that the file is one of EMNIST, and has that part.");
        FileArray labels = Find(wanted[1], "Check that the file is one of EMNIST, and has that part.");
        mapping ??= ToMapping(Find(Mapping, "Give the mapping, such as CharacterMapping.ForSplit(EmnistSplit.Letters)."), source);
        return new ArrayImages(source, mapping, maxPixel: null, transposed: true, hasMaxPixel: false).Join(images, labels);
    }

    /// <summary>Takes the rows for the lines of a mapping file; zeros fill up those of fewer code points.</summary>
    private static CharacterMapping ToMapping(FileArray array, DataOrigin source)
    {
        if (array.Shape is not [>= 1 and <= byte.MaxValue + 1 and var rows, >= 2 and <= MaxCodePoints and var columns])
        {
            throw DatasetFormatException.Create(
                source, Mapping, "a row for each label, with its code points", $"the shape {array.ShapeText}", "Give your own mapping.");
        }

        FileArray ordered = array.ToRowMajor();
        var lines = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            double[] numbers = [.. Enumerable.Range(0, columns).Select(column => ordered.Number((row * columns) + column))];
            lines.AppendJoin(' ', numbers.Where((number, column) => column == 0 || number != 0).Select(Text)).Append('\n');
        }

        return CharacterMappingParser.Parse(new StringReader(lines.ToString()), source with { Name = $"{source.Name}, {Mapping}" });
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
