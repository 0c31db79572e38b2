using System.IO.Compression;

namespace Emnist.Recognition.Training.Datasets.Csv;

/// <summary>Gathers the rows of a CSV of labels and pixels.</summary>
internal static class PixelCsv
{
    private const int FirstRows = 256;

    public static LabeledImages Load(Stream stream, string source, EmnistCsvOptions options)
    {
        byte[] start = new byte[2];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new PushbackStream(stream);
        whole.Push(start.AsMemory(0, read));
        if (read < 2 || start[0] != 0x1f || start[1] != 0x8b)
        {
            return Read(whole, source, options);
        }

        using var unpacked = new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            LabeledImages images = Read(unpacked, source, options);
            GzipEnd.Check(whole, unpacked);
            return images;
        }
        catch (InvalidDataException e)
        {
            throw DatasetFormatException.Create(
                source, "gzip", "a complete gzip file", e.Message.TrimEnd('.'), "Get the file again: it is damaged.", e);
        }
    }

    private static LabeledImages Read(Stream data, string source, EmnistCsvOptions options)
    {
        int size = options.Width * options.Height;
        int mostRows = Array.MaxLength / size;
        byte[] pixels = new byte[Math.Min(FirstRows, mostRows) * size];
        byte[] labels = new byte[pixels.Length / size];
        int rows = 0;
        var cells = new ByteCells(data, source, size + 1);
        cells.SkipHeader();
        for (; cells.NextRow(); rows++)
        {
            if (rows == mostRows)
            {
                throw cells.Fault($"at most {mostRows} images", "more", "Cut the file in pieces.");
            }

            if (rows == labels.Length)
            {
                int capacity = (int)Math.Min(2L * rows, mostRows);
                Array.Resize(ref labels, capacity);
                Array.Resize(ref pixels, capacity * size);
            }

            labels[rows] = ReadLabel(cells, options.Mapping);
            foreach (ref byte pixel in pixels.AsSpan(rows * size, size))
            {
                pixel = cells.NextByte();
            }

            cells.EndRow();
        }

        if (rows == 0)
        {
            throw cells.Fault("a row for each image", "no row at all", "Check that the file is the right one.");
        }

        Memory<byte> images = pixels.AsMemory(0, rows * size);
        if (options.Transposed)
        {
            // The file has columns as rows: there are Width of them, of Height pixels each.
            ImageTransposition.Apply(images.Span, options.Width, options.Height);
        }

        return new LabeledImages(
            options.Width, options.Height, images, labels.AsMemory(0, rows), options.Mapping.ClassNames);
    }

    private static byte ReadLabel(ByteCells cells, CharacterMapping mapping)
    {
        byte label = cells.NextByte();
        return mapping.TryGetClass(label, out int classIndex)
            ? (byte)classIndex
            : throw cells.Fault(
                $"a label of {mapping.Source}", $"{label}", $"Give the {nameof(EmnistCsvOptions.Mapping)} that belongs to the file.");
    }
}
