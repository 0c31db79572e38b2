using System.Buffers.Binary;
using System.Text;
using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Datasets.Mat;

/// <summary>
/// Reads arrays of numbers out of the structures of a MATLAB 5 file, by their paths, such as <c>dataset.train.images</c> (MathWorks,
/// "MAT-File Format", Level 5).
/// </summary>
internal sealed class MatFile
{
    private const int HeaderLength = 128;
    private const int StructureClass = 2;
    private const int FirstNumberClass = 6;
    private const int LastNumberClass = 15;
    private const int MaxDimensions = 32;
    private const int MaxNameLength = 256;
    private const int MaxNames = 1 << 16;
    private const int ShownPaths = 8;

    private readonly DataOrigin _source;
    private readonly IReadOnlyList<string> _wanted;
    private readonly List<string> _found = [];

    private MatFile(DataOrigin source, IReadOnlyList<string> wanted)
    {
        _source = source;
        _wanted = wanted;
    }

    /// <summary>The wanted arrays that are there, by their paths.</summary>
    public Dictionary<string, FileArray> Arrays { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables and fields that were seen, for a message.</summary>
    public string Found => _found.Count == 0 ? "no variable" : string.Join(", ", _found);

    public static MatFile Read(Stream stream, DataOrigin source, IReadOnlyList<string> wanted)
    {
        byte[] header = new byte[HeaderLength];
        int length = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (length < HeaderLength || header.AsSpan(126) is not [(byte)'I', (byte)'M'])
        {
            bool isBigEndian = header.AsSpan(126) is [(byte)'M', (byte)'I'];
            throw DatasetFormatException.Create(
                source,
                "byte 126",
                "the end of a MATLAB 5 header, of a machine with the low byte first",
                length < HeaderLength ? "the end of the data" : isBigEndian ? "one with the high byte first" : "other bytes",
                "Get the file again, or save it anew on another machine.");
        }

        var file = new MatFile(source, wanted);
        var input = new MatInput(stream, stream.Length - HeaderLength, source);
        while (file.Arrays.Count < wanted.Count && input.TryReadTag(out MatTag tag))
        {
            if (tag.Type == MatType.Compressed)
            {
                input.Unpack(tag.Length, file.ReadVariable);
            }
            else
            {
                file.ReadElement(input, tag, "");
            }
        }

        return file;
    }

    private void ReadVariable(MatInput input)
    {
        if (input.TryReadTag(out MatTag tag))
        {
            ReadElement(input, tag, "");
        }
    }

    /// <summary>Reads an element or passes over it.</summary>
    /// <param name="input">What is read.</param>
    /// <param name="tag">The element's tag.</param>
    /// <param name="path">The path of a field; empty for a variable, which has a name of its own.</param>
    private void ReadElement(MatInput input, MatTag tag, string path)
    {
        if (tag.Small is not null)
        {
            return;
        }

        long end = input.Position + tag.Length;
        if (tag is { Type: MatType.Matrix, Length: > 0 } && (path.Length == 0 || IsWanted(path)))
        {
            ReadMatrix(input, path);
        }

        if (input.Position > end)
        {
            throw input.Fault($"the end of an element at byte {end}", "more");
        }

        input.Skip(end - input.Position + (-tag.Length & 7));
    }

    private void ReadMatrix(MatInput input, string path)
    {
        byte[] flags = Read(input, "an array's flags", 8, 8, MatType.UInt32);
        byte[] sizes = Read(input, "an array's dimensions", 8, 4 * MaxDimensions, MatType.Int32);
        byte[] name = Read(input, "an array's name", 0, MaxNameLength, MatType.Int8);
        path = path.Length == 0 ? Name(name) : path;
        if (_found.Count < ShownPaths)
        {
            _found.Add(path);
        }

        int[] shape = [.. Enumerable.Range(0, sizes.Length / 4).Select(d => BinaryPrimitives.ReadInt32LittleEndian(sizes.AsSpan(4 * d)))];
        switch (flags[0])
        {
            case StructureClass when shape.All(static size => size == 1) && IsWanted(path):
                ReadFields(input, path);
                break;
            case >= FirstNumberClass and <= LastNumberClass when _wanted.Contains(path):
                const int Logical = 2;
                const int Complex = 8;
                Arrays[path] = (flags[1] & Complex) == 0
                    ? ReadNumbers(input, path, shape, (flags[1] & Logical) != 0)
                    : throw input.Fault($"real numbers in {path}", "complex ones");
                break;
        }
    }

    private void ReadFields(MatInput input, string path)
    {
        int nameLength = BinaryPrimitives.ReadInt32LittleEndian(Read(input, "the length of field names", 4, 4, MatType.Int32));
        byte[] names = Read(input, "field names", 0, MaxNames, MatType.Int8);
        if (nameLength is <= 0 or > MaxNameLength || names.Length % nameLength != 0)
        {
            throw input.Fault("field names of equal lengths", $"{names.Length} bytes of {nameLength} each");
        }

        foreach (byte[] name in names.Chunk(nameLength))
        {
            ReadElement(input, input.ReadTag($"the field {Name(name)} of {path}"), $"{path}.{Name(name)}");
        }
    }

    private static FileArray ReadNumbers(MatInput input, string path, int[] shape, bool isLogical)
    {
        MatTag tag = input.ReadTag($"the numbers of {path}");
        ElementFormat format = Format(tag.Type) ?? throw input.Fault($"numbers in {path}", $"elements of type {(int)tag.Type}");
        byte[] numbers = input.ReadContent(tag, Array.MaxLength, $"numbers of {path}");
        Int128 expected = format.Size;
        foreach (int size in shape)
        {
            expected = size < 0 || expected > Array.MaxLength ? -1 : expected * size;
        }

        format = isLogical && format.Size == 1 ? new ElementFormat(NumberType.Boolean, 1) : format;
        return expected == numbers.Length
            ? new FileArray(path, format, shape, IsColumnMajor: true, numbers)
            : throw input.Fault($"as many numbers in {path} as ({string.Join(", ", shape)}) has", $"{numbers.Length / format.Size}");
    }

    private static ElementFormat? Format(MatType type) => type switch
    {
        MatType.Int8 => new ElementFormat(NumberType.Int8, 1),
        MatType.UInt8 => new ElementFormat(NumberType.UInt8, 1),
        MatType.Int16 => new ElementFormat(NumberType.Int16, 2),
        MatType.UInt16 => new ElementFormat(NumberType.UInt16, 2),
        MatType.Int32 => new ElementFormat(NumberType.Int32, 4),
        MatType.UInt32 => new ElementFormat(NumberType.UInt32, 4),
        MatType.Int64 => new ElementFormat(NumberType.Int64, 8),
        MatType.UInt64 => new ElementFormat(NumberType.UInt64, 8),
        MatType.Single => new ElementFormat(NumberType.Float32, 4),
        MatType.Double => new ElementFormat(NumberType.Float64, 8),
        _ => null,
    };

    private static byte[] Read(MatInput input, string what, int minLength, int maxLength, MatType type)
    {
        MatTag tag = input.ReadTag(what);
        byte[] content = tag.Type == type ? input.ReadContent(tag, maxLength, what) : throw input.Fault(what, $"type {(int)tag.Type}");
        return content.Length >= minLength ? content : throw input.Fault($"{what} of at least {minLength} bytes", $"{content.Length}");
    }

    /// <summary>Whether a path is that of a wanted array, or leads to one.</summary>
    private bool IsWanted(string path) => _wanted.Any(
        wanted => wanted.StartsWith(path, StringComparison.Ordinal) && (wanted.Length == path.Length || wanted[path.Length] == '.'));

    /// <summary>A name of ASCII letters, digits and underscores, up to the zero that ends it.</summary>
    private static string Name(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        string name = Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
        return string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '?'));
    }
}
