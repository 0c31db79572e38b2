namespace Emnist.Recognition.Datasets;

/// <summary>Joins an images file and a labels file, and turns labels into class indices.</summary>
internal static class IdxPair
{
    public static LabeledImages Load(string imagesPath, string labelsPath, CharacterMapping mapping, bool transposed)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        byte[] labels = IdxFile.ReadLabels(labelsPath);
        ToClasses(labels, labelsPath, mapping);
        IdxImages images = IdxFile.ReadImages(imagesPath);
        if (images.Count != labels.Length)
        {
            throw DatasetFormatException.Create(
                labelsPath,
                "byte 4",
                $"{images.Count} labels, one for each image of {imagesPath}",
                $"{labels.Length}",
                "Check that both files belong to the same set.");
        }

        (int width, int height) = (images.Width, images.Height);
        if (transposed)
        {
            Transpose(images);
            (width, height) = (height, width);
        }

        return new LabeledImages(width, height, images.Block, labels, mapping.ClassNames);
    }

    private static void ToClasses(Span<byte> labels, string source, CharacterMapping mapping)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (!mapping.TryGetClass(labels[i], out int classIndex))
            {
                throw DatasetFormatException.Create(
                    source,
                    $"label {i}",
                    $"a label of {mapping.Source}",
                    $"{labels[i]}",
                    "Give the mapping file that belongs to the labels.");
            }

            labels[i] = (byte)classIndex;
        }
    }

    /// <summary>Each image [rows, columns] becomes [columns, rows] in its place: result[y, x] = stored[x, y].</summary>
    private static void Transpose(IdxImages images)
    {
        int rows = images.Height;
        int columns = images.Width;
        byte[] stored = new byte[rows * columns];
        for (int i = 0; i < images.Count; i++)
        {
            Span<byte> image = images.Block.AsSpan(i * stored.Length, stored.Length);
            image.CopyTo(stored);
            for (int y = 0; y < columns; y++)
            {
                Span<byte> row = image.Slice(y * rows, rows);
                for (int x = 0; x < row.Length; x++)
                {
                    row[x] = stored[(x * columns) + y];
                }
            }
        }
    }
}
