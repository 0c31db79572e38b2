using System.Globalization;
using System.Text;
using Emnist.Recognition.IO;
using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Datasets.Csv;

/// <summary>Gathers the rows of a CSV of labels and pixels.</summary>
internal sealed class PixelCsv
{
    public const string Advice = "Each row is a label and the pixels of an image, as whole numbers of 0 to 255.";

    private const int FirstRows = 256;
    private const int MaxBytesPerCell = 32;
    private const int MaxNameLength = 64;
    private const string Unlabelled = "unlabelled";
    private const string InkAdvice = $"{Advice} Where another number is full ink, set {nameof(EmnistCsvOptions.MaxPixel)} to it.";

    private readonly EmnistCsvOptions _options;
    private readonly CsvCells _cells;
    private readonly LabelClasses _classes;
    private readonly PixelScale _scale;
    private readonly CsvLayout _layout;
    private readonly int _size;
    private readonly int _cellsPerRow;
    private byte[] _pixels;
    private byte[] _labels;
    private int _rows;

    private PixelCsv(Stream data, DataOrigin source, EmnistCsvOptions options)
    {
        _options = options;
        _size = options.Size.Width * options.Size.Height;
        _cells = new CsvCells(data, source);
        _classes = new LabelClasses(source);
        _scale = new PixelScale(options.MaxPixel);
        KnownFormats.Refuse(_cells.Start(FileKind.StartLength), source, "text, CSV in UTF-8");
        ReadOnlySpan<byte> line = _cells.FirstLine((MaxBytesPerCell * _size) + (1 << 16));
        _layout = CsvLayout.Detect(_cells, line, _size, options);
        _cellsPerRow = _size + (_layout.HasRowNumbers ? 1 : 0) + (_layout.Labels == CsvLabels.None ? 0 : 1);
        _pixels = new byte[Math.Min(FirstRows, Array.MaxLength / _size) * _size];
        _labels = new byte[_pixels.Length / _size];
    }

    public static LabeledImages Load(Stream stream, DataOrigin source, EmnistCsvOptions options) =>
        GzipInput.Read(stream, source, (data, _) => new PixelCsv(data, source, options).Read());

    private LabeledImages Read()
    {
        if (_layout.HasHeader)
        {
            _cells.SkipLine();
        }

        for (; _cells.NextRow(); _rows++)
        {
            MakeRoom();
            ReadRow();
        }

        if (_rows == 0)
        {
            throw _cells.Fault("a row for each image", "no row at all", "Check that the file is the right one.");
        }

        Check();
        Memory<byte> images = _pixels.AsMemory(0, _rows * _size);
        Memory<byte> labels = _labels.AsMemory(0, _rows);
        IReadOnlyList<string> names = _layout.Labels == CsvLabels.None ? [Unlabelled] : _classes.Resolve(labels.Span, _options.Mapping);
        if (_options.Transposed)
        {
            // The file has columns as rows: there are Width of them, of Height pixels each.
            ImageTransposition.Apply(images.Span, _options.Size.Width, _options.Size.Height);
        }

        return new LabeledImages(_options.Size, images, labels, names);
    }

    private void MakeRoom()
    {
        int maxRows = Array.MaxLength / _size;
        if (_rows == maxRows)
        {
            throw _cells.Fault($"at most {maxRows} images", "more", "Cut the file in pieces.");
        }

        if (_rows == _labels.Length)
        {
            int capacity = (int)Math.Min(2L * _rows, maxRows);
            Array.Resize(ref _labels, capacity);
            Array.Resize(ref _pixels, capacity * _size);
        }
    }

    private void ReadRow()
    {
        if (_layout.HasRowNumbers)
        {
            _cells.NextCell(_cellsPerRow);
        }

        if (_layout.Labels == CsvLabels.First)
        {
            _labels[_rows] = ReadLabel();
        }

        int end = (_rows + 1) * _size;
        for (int i = _rows * _size; i < end; i++)
        {
            if (!(_scale.IsBytes && _cells.TryTakeByte(out _pixels[i])))
            {
                ReadPixel(i);
            }
        }

        if (_layout.Labels == CsvLabels.Last)
        {
            _labels[_rows] = ReadLabel();
        }

        _cells.EndRow(_cellsPerRow, Advice);
    }

    private void ReadPixel(int index)
    {
        ReadOnlySpan<byte> cell = _cells.NextCell(_cellsPerRow);
        double number = _cells.ToNumber(cell) ?? throw _cells.Fault(_scale.Expected, CsvCells.Quote(cell), Advice);
        if (!_scale.TryAdd(number, _pixels.AsSpan(0, index), out _pixels[index]))
        {
            string actual = number.ToString(CultureInfo.InvariantCulture);
            throw _cells.Fault(_scale.Expected, actual, number >= 0 ? InkAdvice : Advice);
        }
    }

    private byte ReadLabel()
    {
        if (_cells.TryTakeByte(out byte taken))
        {
            return Number(taken);
        }

        ReadOnlySpan<byte> cell = _cells.NextCell(_cellsPerRow);
        if (_cells.ToNumber(cell) is { } number)
        {
            return number is >= 0 and <= byte.MaxValue && number == Math.Floor(number)
                ? Number((byte)number)
                : throw _cells.Fault("a label, a whole number of 0 to 255", number.ToString(CultureInfo.InvariantCulture), Advice);
        }

        return cell.Length is > 0 and <= MaxNameLength
            ? Name(cell)
            : throw _cells.Fault("a label", cell.IsEmpty ? "an empty cell" : $"{CsvCells.Quote(cell)}, over {MaxNameLength} bytes", Advice);
    }

    private byte Name(ReadOnlySpan<byte> cell)
    {
        Span<char> text = stackalloc char[MaxNameLength];
        ReadOnlySpan<char> name = text[..Encoding.UTF8.GetChars(cell, text)];
        return _classes.Find(name) is >= 0 and var label ? (byte)label : _classes.Add(name.ToString(), _cells.Place);
    }

    private byte Number(byte number) => _classes.Find(number) is >= 0 and var label ? (byte)label : _classes.Add(number, _cells.Place);

    /// <summary>Refuses what may be read in two ways.</summary>
    private void Check()
    {
        if (_scale.Doubt(_pixels.AsSpan(0, _rows * _size)) is var (found, inkAdvice))
        {
            const string option = $"{nameof(EmnistCsvOptions)}.{nameof(EmnistCsvOptions.MaxPixel)}";
            throw _cells.Fault("pixels of 0 to 255", found, $"Set {option} {inkAdvice}.");
        }

        // A corner of background where the labels should be, and different numbers in the last column: they are the labels.
        bool isCorner = _classes.AreAll(0) || _classes.AreAll(byte.MaxValue);
        if (_layout.IsGuess && isCorner && Enumerable.Range(1, _rows - 1).Any(row => Last(row) != Last(0)))
        {
            const string advice = $"Set {nameof(EmnistCsvOptions)}.{nameof(EmnistCsvOptions.Labels)} to First or Last.";
            throw _cells.Fault("labels in the first column", "one and the same, and others in the last column", advice);
        }
    }

    private byte Last(int row) => _pixels[((row + 1) * _size) - 1];
}
