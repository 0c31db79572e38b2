namespace Emnist.Recognition.Training.Datasets;

/// <summary>Joins an images file and a labels file, and turns labels into class indices.</summary>
internal static class IdxPair
{
    /// <summary>The files of these names in the first folder that has both, plain or gzip; null where none has.</summary>
    public static (string Images, string Labels)? Find(
        IReadOnlyList<string> folders, string imagesName, string labelsName)
    {
        foreach (string folder in folders)
        {
            string? images = DatasetFolders.FindFile(folder, imagesName);
            string? labels = DatasetFolders.FindFile(folder, labelsName);
            if (images is not null && labels is not null)
            {
                return (images, labels);
            }
        }

        return null;
    }

    /// <summary>The first folder that has both files of a set of this name; null where none has.</summary>
    public static string? FindFolder(IReadOnlyList<string> folders, string set) =>
        Find(folders, EmnistNames.Images(set), EmnistNames.Labels(set)) is { } files ? Path.GetDirectoryName(files.Images) : null;

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

        ImageSize size = images.Size;
        if (transposed)
        {
            ImageTransposition.Apply(images.Block, size.Height, size.Width);
            size = new ImageSize { Width = size.Height, Height = size.Width };
        }

        return new LabeledImages(size, images.Block, labels, mapping.ClassNames);
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
}
