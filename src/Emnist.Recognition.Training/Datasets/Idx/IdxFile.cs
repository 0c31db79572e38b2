namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Reads the IDX files of MNIST and EMNIST: unsigned bytes, labels (idx1) or images (idx3), plain or compressed by
/// gzip, which is recognised by content and never by name. The format is the one described on the MNIST page
/// (http://yann.lecun.com/exdb/mnist).
/// </summary>
/// <remarks>
/// Files are read as a stream, and memory grows with the data that is really there, whatever sizes a header claims.
/// All members are safe to call from several threads, on different streams.
/// </remarks>
public static class IdxFile
{
    /// <summary>Reads the images of an idx3 file, in the file's own orientation.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <returns>The images as they lie in the file.</returns>
    /// <exception cref="DatasetFormatException">The file is not a complete idx3 file of unsigned bytes.</exception>
    /// <exception cref="IOException">
    /// The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IdxImages ReadImages(string path)
    {
        using FileStream file = DatasetFile.Open(path);
        return ReadImages(file);
    }

    /// <summary>Reads the images of an idx3 stream, in the stream's own orientation.</summary>
    /// <param name="stream">The data, plain or gzip, read from its position to its end. It stays open.</param>
    /// <returns>The images as they lie in the stream.</returns>
    /// <exception cref="DatasetFormatException">The stream is not a complete idx3 file of unsigned bytes.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static IdxImages ReadImages(Stream stream)
    {
        (byte[] block, int[] sizes) = Read(stream, IdxKind.Images);
        return new IdxImages(sizes[0], new ImageSize { Width = sizes[2], Height = sizes[1] }, block);
    }

    /// <summary>Reads the labels of an idx1 file.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <returns>The labels as they stand in the file, 0 to 255, at least one.</returns>
    /// <exception cref="DatasetFormatException">The file is not a complete idx1 file of unsigned bytes.</exception>
    /// <exception cref="IOException">
    /// The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] ReadLabels(string path)
    {
        using FileStream file = DatasetFile.Open(path);
        return ReadLabels(file);
    }

    /// <summary>Reads the labels of an idx1 stream.</summary>
    /// <param name="stream">The data, plain or gzip, read from its position to its end. It stays open.</param>
    /// <returns>The labels as they stand in the stream, 0 to 255, at least one.</returns>
    /// <exception cref="DatasetFormatException">The stream is not a complete idx1 file of unsigned bytes.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static byte[] ReadLabels(Stream stream) => Read(stream, IdxKind.Labels).Body;

    /// <summary>
    /// Reads a pair of files whose images stand upright, as those of MNIST do. EMNIST's lie on their side: read those
    /// with <see cref="EmnistDataset"/>.
    /// </summary>
    /// <param name="imagesPath">The idx3 file.</param>
    /// <param name="labelsPath">The idx1 file, a label for each image.</param>
    /// <param name="mapping">What the labels mean; <see cref="CharacterMapping.Digits"/> for MNIST.</param>
    /// <returns>The images with their class indices and names.</returns>
    /// <exception cref="DatasetFormatException">
    /// A file is malformed, the two differ in length, or a label is not in <paramref name="mapping"/>.
    /// </exception>
    /// <exception cref="IOException">
    /// A file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages ReadLabeledImages(string imagesPath, string labelsPath, CharacterMapping mapping) =>
        IdxPair.Load(imagesPath, labelsPath, mapping, transposed: false);

    private static (byte[] Body, int[] Sizes) Read(Stream stream, IdxKind kind)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return IdxReader.Read(stream, kind, DataOrigin.FromStream(stream, "IDX stream"));
    }
}
