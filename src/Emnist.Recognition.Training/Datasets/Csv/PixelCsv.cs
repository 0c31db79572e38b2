namespace Emnist.Recognition.Training.Datasets.Csv;

/// <summary>Gathers the rows of a CSV of labels and pixels.</summary>
internal static class PixelCsv
{
    private const int FirstRows = 256;

    public static LabeledImages Load(Stream stream, DataOrigin source, EmnistCsvOptions options) =>
        GzipInput.Read(stream, source, (data, _) => Read(data, source, options));

    private static LabeledImages Read(Stream data, DataOrigin source, EmnistCsvOptions options)
    {
        int size = options.Size.Width * options.Size.Height;
        int maxRows = Array.MaxLength / size;
        byte[] pixels = new byte[Math.Min(FirstRows, maxRows) * size];
        byte[] labels = new byte[pixels.Length / size];
        int rows = 0;
        var cells = new ByteCells(data, source, size + 1);
        cells.SkipHeader();
        for (; cells.NextRow(); rows++)
        {
            if (rows == maxRows)
            {
                throw cells.Fault($"at most {maxRows} images", "more", "Cut the file in pieces.");
            }

            if (rows == labels.Length)
            {
                int capacity = (int)Math.Min(2L * rows, maxRows);
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
            ImageTransposition.Apply(images.Span, options.Size.Width, options.Size.Height);
        }

        return new LabeledImages(options.Size, images, labels.AsMemory(0, rows), options.Mapping.ClassNames);
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
