using System.Globalization;

namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>Reads an array of labels: whole numbers, text, or rows of zeros with a one.</summary>
/// <param name="source">The file.</param>
/// <param name="mapping">What the labels mean; null for digits, and for text itself.</param>
internal sealed class ArrayLabels(DataOrigin source, CharacterMapping? mapping)
{
    private const int MaxClasses = byte.MaxValue + 1;
    private const int MaxNameLength = 64;
    private const int MaxNameBytes = 4 * MaxNameLength;
    private const string Advice = "Save a label for each image, as whole numbers of 0 to 255 or as text.";

    private readonly LabelClasses _known = new(source);

    /// <summary>Reads a label for each image.</summary>
    /// <returns>[count], indices of <paramref name="names"/>.</returns>
    public byte[] Read(FileArray labels, int count, out IReadOnlyList<string> names)
    {
        int classes = labels.Shape switch
        {
            [_] or [_, 1] or [1, _] => 1,
            [_, <= MaxClasses and var columns] => columns,
            _ => 0,
        };
        if (classes == 0 || (long)count * classes != labels.Count)
        {
            throw Fault(labels.Place, $"{count} labels, one for each image", $"the shape {labels.ShapeText}");
        }

        FileArray ordered = labels.ToRowMajor();
        byte[] read = new byte[count];
        for (int i = 0; i < count; i++)
        {
            read[i] = ordered.Format.IsText ? Name(ordered, i) : Number(ordered, i, classes);
        }

        names = _known.Resolve(read, mapping);
        return read;
    }

    private byte Name(FileArray labels, int index)
    {
        Span<char> text = stackalloc char[MaxNameBytes];
        ReadOnlySpan<byte> element = labels.Format.Size <= MaxNameBytes ? labels.Element(index) : [];
        ReadOnlySpan<char> name = text[..(element.IsEmpty ? 0 : labels.Format.ReadText(element, text))].TrimEnd('\0');
        if (_known.Find(name) is >= 0 and var place)
        {
            return (byte)place;
        }

        return name.IsEmpty
            ? throw Fault(PlaceOf(labels, index), $"a name of 1 to {MaxNameLength} characters", "none, or more")
            : name.Length <= 3 && byte.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out byte number)
                ? _known.Add(number, PlaceOf(labels, index))
                : _known.Add(name.ToString(), PlaceOf(labels, index));
    }

    private byte Number(FileArray labels, int index, int classes)
    {
        double value = classes == 1 ? labels.Number(index) : OneHot(labels, index, classes);
        if (!(value is >= 0 and <= byte.MaxValue && value == Math.Floor(value)))
        {
            throw Fault(PlaceOf(labels, index), "a whole number of 0 to 255", FormattableString.Invariant($"{value}"));
        }

        byte label = (byte)value;
        return _known.Find(label) is >= 0 and var place ? (byte)place : _known.Add(label, PlaceOf(labels, index));
    }

    /// <summary>The column of the one in a row of zeros.</summary>
    private double OneHot(FileArray labels, int index, int classes)
    {
        int found = -1;
        for (int c = 0; c < classes; c++)
        {
            double value = labels.Number((index * classes) + c);
            if (value != 0 && (value != 1 || found >= 0))
            {
                found = -1;
                break;
            }

            found = value == 0 ? found : c;
        }

        return found >= 0 ? found : throw Fault(PlaceOf(labels, index), "a one in a row of zeros", "another row");
    }

    private static string PlaceOf(FileArray labels, int index) => $"{labels.Place}, label {index}";

    private DatasetFormatException Fault(string place, string expected, string actual) =>
        DatasetFormatException.Create(source, place, expected, actual, Advice);
}
