namespace Emnist.Recognition.Datasets;

/// <summary>
/// Loads EMNIST (Cohen et al. 2017, arXiv 1702.05373) from its IDX files. EMNIST stores each image with rows and
/// columns swapped; these methods set it upright. All members are safe to call from several threads.
/// </summary>
public static class EmnistDataset
{
    private static readonly string[] Parts = ["-train", "-test"];

    /// <summary>Loads a pair of files whose labels 0 to 9 are the digits.</summary>
    /// <param name="imagesPath">The idx3 file, plain or gzip, as EMNIST stores it.</param>
    /// <param name="labelsPath">The idx1 file, plain or gzip, a label for each image.</param>
    /// <returns>The images, upright.</returns>
    /// <exception cref="DatasetFormatException">
    /// A file is malformed, the two differ in length, or a label is above 9.
    /// </exception>
    /// <exception cref="IOException">
    /// A file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages Load(string imagesPath, string labelsPath) =>
        Load(imagesPath, labelsPath, CharacterMapping.Digits);

    /// <summary>Loads a pair of files whose labels a mapping file explains.</summary>
    /// <param name="imagesPath">The idx3 file, plain or gzip, as EMNIST stores it.</param>
    /// <param name="labelsPath">The idx1 file, plain or gzip, a label for each image.</param>
    /// <param name="mappingPath">The mapping file: see <see cref="CharacterMapping"/>.</param>
    /// <returns>The images, upright, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="DatasetFormatException">
    /// A file is malformed, images and labels differ in number, or a label is not in the mapping.
    /// </exception>
    /// <exception cref="IOException">
    /// A file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages Load(string imagesPath, string labelsPath, string mappingPath) =>
        Load(imagesPath, labelsPath, CharacterMapping.Read(mappingPath));

    /// <summary>Loads a pair of files whose labels a mapping explains.</summary>
    /// <param name="imagesPath">The idx3 file, plain or gzip, as EMNIST stores it.</param>
    /// <param name="labelsPath">The idx1 file, plain or gzip, a label for each image.</param>
    /// <param name="mapping">What the labels mean.</param>
    /// <returns>The images, upright, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="DatasetFormatException">
    /// A file is malformed, images and labels differ in number, or a label is not in the mapping.
    /// </exception>
    /// <exception cref="IOException">
    /// A file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages Load(string imagesPath, string labelsPath, CharacterMapping mapping) =>
        IdxPair.Load(imagesPath, labelsPath, mapping, transposed: true);

    /// <summary>
    /// Loads a set by its name, such as <c>emnist-balanced-train</c>, from the folder that the environment variable
    /// <c>EMNIST_HOME</c> names, or else from the per-user cache (<c>Emnist.Recognition/datasets</c> in the local
    /// application data folder).
    /// </summary>
    /// <param name="name">
    /// The set: its files are <c>{name}-images-idx3-ubyte</c> and <c>{name}-labels-idx1-ubyte</c>, each plain or with
    /// <c>.gz</c> at the end, and its mapping is <c>{name less -train or -test}-mapping.txt</c> in the same folder.
    /// Without a mapping the labels are the digits 0 to 9.
    /// </param>
    /// <returns>The images, upright, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or has a path in it.</exception>
    /// <exception cref="FileNotFoundException">
    /// No folder has the set: the message says where it was looked for.
    /// </exception>
    /// <exception cref="DatasetFormatException">
    /// A file is malformed, images and labels differ in number, or a label is not in the mapping.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages LoadSet(string name) => LoadSet(name, DatasetFolders.Standard());

    internal static LabeledImages LoadSet(string name, IReadOnlyList<string> folders)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.AsSpan().ContainsAny('/', '\\'))
        {
            throw new ArgumentException($"'{name}' is a path, not a name like emnist-balanced-train.", nameof(name));
        }

        string imagesName = $"{name}-images-idx3-ubyte";
        string labelsName = $"{name}-labels-idx1-ubyte";
        foreach (string folder in folders)
        {
            string? images = DatasetFolders.FindFile(folder, imagesName);
            string? labels = DatasetFolders.FindFile(folder, labelsName);
            if (images is not null && labels is not null)
            {
                return Load(images, labels, ReadMapping(folder, name));
            }
        }

        throw new FileNotFoundException(
            $"The data set '{name}' is in none of these folders: {string.Join(", ", folders)}. Put {imagesName} and "
            + $"{labelsName} (plain or .gz) there, or set {DatasetFolders.HomeVariable} to the folder that holds them.",
            imagesName);
    }

    private static CharacterMapping ReadMapping(string folder, string name)
    {
        string part = Parts.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal), "");
        string path = Path.Combine(folder, $"{name[..^part.Length]}-mapping.txt");
        return File.Exists(path) ? CharacterMapping.Read(path) : CharacterMapping.Digits;
    }
}
