using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Datasets.Npz;

/// <summary>
/// The head of a .npy file, versions 1 to 3: a mark, the length of what follows, and a Python dictionary of the elements' type, their
/// order and the shape (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
/// </summary>
internal sealed partial record NpyHeader(ElementFormat Format, bool IsColumnMajor, int[] Shape, int Length)
{
    private const int MaxLength = 1 << 16;
    private const int MaxDimensions = 32;
    private const int QuotedLength = 60;
    private const string Advice = "Save the array with np.savez or np.savez_compressed, of numbers or text and never of objects.";

    private static ReadOnlySpan<byte> Mark => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static NpyHeader Read(Stream data, DataOrigin source, string place)
    {
        byte[] start = new byte[12];
        int read = data.ReadAtLeast(start.AsSpan(0, 10), 10, throwOnEndOfStream: false);
        if (read < 10 || !start.AsSpan().StartsWith(Mark))
        {
            string actual = read == 0 ? "no data at all" : Convert.ToHexStringLower(start, 0, read);
            throw Fault(source, place, "the mark of a NumPy array", actual);
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw Fault(source, place, "version 1, 2 or 3 of the .npy format", $"{version}.{start[7]}");
        }

        // Two bytes of length in version 1, four after it.
        int headLength = version == 1 ? 10 : 12;
        read += data.ReadAtLeast(start.AsSpan(10, headLength - 10), headLength - 10, throwOnEndOfStream: false);
        ReadOnlySpan<byte> lengthBytes = start.AsSpan(8);
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaxLength)
        {
            throw Fault(source, place, $"a header of at most {MaxLength} bytes", $"{length}");
        }

        byte[] text = new byte[length];
        return read == headLength && data.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) == text.Length
            ? Parse(Encoding.UTF8.GetString(text), source, place)
            : throw Fault(source, place, $"a header of {length} bytes", "the end of the data");
    }

    private static NpyHeader Parse(string text, DataOrigin source, string place)
    {
        Match type = TypePattern().Match(text);
        Match order = OrderPattern().Match(text);
        Match shape = ShapePattern().Match(text);
        if (!order.Success || !shape.Success || !text.Contains("'descr'", StringComparison.Ordinal))
        {
            throw Fault(source, place, "a header of descr, fortran_order and shape", Quote(text));
        }

        if (!type.Success)
        {
            throw Fault(source, place, "elements of one type", Quote(text));
        }

        ElementFormat format = FormatOf(type.Groups[1].Value)
            ?? throw Fault(
                source,
                place,
                "numbers, true and false, or text",
                type.Groups[1].Value.Contains('O', StringComparison.Ordinal)
                    ? "pickled objects, which can run code and are never read"
                    : $"the type '{type.Groups[1].Value}'");
        int[] sizes = Sizes(shape.Groups[1].Value, source, place);
        long length = format.Size;
        foreach (int size in sizes)
        {
            length = size == 0 ? 0 : length > Array.MaxLength / size ? long.MaxValue : length * size;
            if (length > Array.MaxLength)
            {
                throw Fault(source, place, $"at most {Array.MaxLength} bytes", $"the shape ({string.Join(", ", sizes)})");
            }
        }

        return new NpyHeader(format, order.Groups[1].Value == "True", sizes, (int)length);
    }

    /// <summary>Such as <c>|u1</c>, <c>&lt;f4</c> or <c>&lt;U2</c>; null for a type that is not read.</summary>
    private static ElementFormat? FormatOf(string type)
    {
        bool isBig = type[0] == '>';
        string name = type.TrimStart('<', '>', '|', '=');
        if (name is ['S' or 'U', ..] && ushort.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort length))
        {
            return name[0] == 'S' ? new ElementFormat(NumberType.Ascii, length) : new ElementFormat(NumberType.Unicode, 4 * length, isBig);
        }

        return name switch
        {
            "b1" or "?" => new ElementFormat(NumberType.Boolean, 1),
            "u1" => new ElementFormat(NumberType.UInt8, 1),
            "i1" => new ElementFormat(NumberType.Int8, 1),
            "u2" => new ElementFormat(NumberType.UInt16, 2, isBig),
            "i2" => new ElementFormat(NumberType.Int16, 2, isBig),
            "u4" => new ElementFormat(NumberType.UInt32, 4, isBig),
            "i4" => new ElementFormat(NumberType.Int32, 4, isBig),
            "u8" => new ElementFormat(NumberType.UInt64, 8, isBig),
            "i8" => new ElementFormat(NumberType.Int64, 8, isBig),
            "f2" => new ElementFormat(NumberType.Float16, 2, isBig),
            "f4" => new ElementFormat(NumberType.Float32, 4, isBig),
            "f8" => new ElementFormat(NumberType.Float64, 8, isBig),
            _ => null,
        };
    }

    private static int[] Sizes(string text, DataOrigin source, string place)
    {
        // NumPy of Python 2 wrote 28L.
        string[] words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] sizes = new int[words.Length];
        for (int d = 0; d < words.Length; d++)
        {
            string word = words[d].TrimEnd('L');
            if (words.Length > MaxDimensions || !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out sizes[d]))
            {
                throw Fault(source, place, $"at most {MaxDimensions} sizes of 0 to {int.MaxValue}", Quote($"({text})"));
            }
        }

        return sizes;
    }

    private static string Quote(string text)
    {
        string shown = new([.. text.Take(QuotedLength).Select(static c => char.IsControl(c) ? ' ' : c)]);
        return $"'{shown.Trim()}{(text.Length > QuotedLength ? "..." : "")}'";
    }

    private static DatasetFormatException Fault(DataOrigin source, string place, string expected, string actual) =>
        DatasetFormatException.Create(source, place, expected, actual, Advice);

    [GeneratedRegex("'descr'\\s*:\\s*'([<>|=]?[A-Za-z?][^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();

    [GeneratedRegex("'fortran_order'\\s*:\\s*(True|False)", RegexOptions.CultureInvariant)]
    private static partial Regex OrderPattern();

    [GeneratedRegex("'shape'\\s*:\\s*\\(([^)]*)\\)", RegexOptions.CultureInvariant)]
    private static partial Regex ShapePattern();
}
