using Emnist.Recognition.Training.Datasets.Downloads;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Loads EMNIST (Cohen et al. 2017, arXiv 1702.05373), from NIST or from IDX files on disk. EMNIST stores each image with
/// rows and columns swapped; these methods set it upright. All members are safe to call from several threads.
/// </summary>
/// <remarks>
/// Sets are looked for in the folder that the environment variable <c>EMNIST_HOME</c> names, then in the per-user cache
/// (<c>Emnist.Recognition/datasets</c> in the local application data folder). What is there is used as it is, plain or
/// gzip. A download goes to the first of the two.
/// </remarks>
/// <example>
/// <code>
/// LabeledImages train = await EmnistDataset.LoadAsync(EmnistSplit.Balanced, DatasetPart.Train, cancellationToken);
/// LabeledImages test = EmnistDataset.Load(EmnistSplit.Balanced, DatasetPart.Test); // What is on disk.
/// </code>
/// </example>
public static class EmnistDataset
{
    private static readonly string[] Parts = ["-train", "-test"];

    /// <summary>
    /// The folders in which sets are looked for, first to last: that of <c>EMNIST_HOME</c>, where it is set, and the per-user
    /// cache. They need not be there.
    /// </summary>
    public static IReadOnlyList<string> Folders => DatasetFolders.Standard();

    /// <summary>The folder that has a part of an official split, whose files are not read.</summary>
    /// <param name="split">The split.</param>
    /// <param name="part">The training or the test part.</param>
    /// <returns>The first of <see cref="Folders"/> with its images and labels; null where it is not on disk.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such split or part.</exception>
    public static string? FindFolder(EmnistSplit split, DatasetPart part) => FindFolder(EmnistNames.ForPart(split, part));

    /// <summary>The folder that has a set, whose files are not read.</summary>
    /// <param name="name">The set's name, as <see cref="LoadSet(string)"/> takes it.</param>
    /// <returns>The first of <see cref="Folders"/> with its images and labels; null where it is not on disk.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or has a path in it.</exception>
    public static string? FindFolder(string name)
    {
        ThrowIfNoName(name);
        return IdxPair.FindFolder(Folders, name);
    }

    /// <summary>
    /// Loads a part of an official split, and downloads EMNIST when it is not on disk: all six splits at once, as NIST
    /// publishes them, 536 MiB, and as much again while they are unpacked.
    /// </summary>
    /// <param name="split">The split.</param>
    /// <param name="part">The training or the test part.</param>
    /// <param name="cancellationToken">Stops the work; a later call goes on with the download where it was.</param>
    /// <returns>The images, upright, with class indices from 0 in the order of <see cref="CharacterMapping.ForSplit"/>.</returns>
    /// <exception cref="DatasetDownloadException">No address gave the official file: the message says why.</exception>
    /// <exception cref="DatasetFormatException">A file on disk is malformed or does not fit the others.</exception>
    /// <exception cref="IOException">A file cannot be read or written, as when the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<LabeledImages> LoadAsync(
        EmnistSplit split, DatasetPart part, CancellationToken cancellationToken = default) =>
        LoadAsync(split, part, new DatasetDownloadOptions(), progress: null, cancellationToken);

    /// <summary>
    /// Loads a part of an official split, and downloads EMNIST when it is not on disk: all six splits at once, as NIST
    /// publishes them, 536 MiB, and as much again while they are unpacked. A <c>gzip.zip</c> that lies in the folder
    /// already, and is the official one, is unpacked in place of a download.
    /// </summary>
    /// <param name="split">The split.</param>
    /// <param name="part">The training or the test part.</param>
    /// <param name="options">Where to and where from.</param>
    /// <param name="cancellationToken">Stops the work; a later call goes on with the download where it was.</param>
    /// <returns>The images, upright, with class indices from 0 in the order of <see cref="CharacterMapping.ForSplit"/>.</returns>
    /// <exception cref="ArgumentException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetDownloadException">No address gave the official file: the message says why.</exception>
    /// <exception cref="DatasetFormatException">A file on disk is malformed or does not fit the others.</exception>
    /// <exception cref="IOException">A file cannot be read or written, as when the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<LabeledImages> LoadAsync(
        EmnistSplit split, DatasetPart part, DatasetDownloadOptions options, CancellationToken cancellationToken = default) =>
        LoadAsync(split, part, options, progress: null, cancellationToken);

    /// <summary>
    /// Loads a part of an official split, and downloads EMNIST when it is not on disk: all six splits at once, as NIST
    /// publishes them, 536 MiB, and as much again while they are unpacked. A <c>gzip.zip</c> that lies in the folder
    /// already, and is the official one, is unpacked in place of a download.
    /// </summary>
    /// <param name="split">The split.</param>
    /// <param name="part">The training or the test part.</param>
    /// <param name="options">Where to and where from.</param>
    /// <param name="progress">Told how far the work is, from the threads that do it; null for nobody.</param>
    /// <param name="cancellationToken">Stops the work; a later call goes on with the download where it was.</param>
    /// <returns>The images, upright, with class indices from 0 in the order of <see cref="CharacterMapping.ForSplit"/>.</returns>
    /// <exception cref="ArgumentException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetDownloadException">No address gave the official file: the message says why.</exception>
    /// <exception cref="DatasetFormatException">A file on disk is malformed or does not fit the others.</exception>
    /// <exception cref="IOException">A file cannot be read or written, as when the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<LabeledImages> LoadAsync(
        EmnistSplit split,
        DatasetPart part,
        DatasetDownloadOptions options,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken = default)
    {
        string name = EmnistNames.ForPart(split, part);
        ArgumentNullException.ThrowIfNull(options);
        DatasetDownloadOptions own = options.ToValidated();
        IReadOnlyList<string> folders = own.Folders(DatasetFolders.Standard());
        return LoadAsync(name, folders, DatasetSource.Emnist, own, progress, cancellationToken);
    }

    /// <summary>Loads a part of an official split from disk, and downloads nothing.</summary>
    /// <param name="split">The split.</param>
    /// <param name="part">The training or the test part.</param>
    /// <returns>The images, upright, with class indices from 0 in the order of <see cref="CharacterMapping.ForSplit"/>.</returns>
    /// <exception cref="FileNotFoundException">
    /// No folder has it: the message says where it was looked for, and how to download it.
    /// </exception>
    /// <exception cref="DatasetFormatException">A file is malformed or does not fit the others.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages Load(EmnistSplit split, DatasetPart part) => LoadSet(EmnistNames.ForPart(split, part));

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

    /// <summary>Loads a set by its name, such as <c>emnist-balanced-train</c>, from disk, and downloads nothing.</summary>
    /// <param name="name">
    /// The set: its files are <c>{name}-images-idx3-ubyte</c> and <c>{name}-labels-idx1-ubyte</c>, each plain or with
    /// <c>.gz</c> at the end, and its mapping is <c>{name less -train or -test}-mapping.txt</c> in the same folder.
    /// Without a mapping file the labels of the official splits are known, and those of others are the digits 0 to 9.
    /// </param>
    /// <returns>The images, upright, with class indices from 0 in the mapping's order.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or has a path in it.</exception>
    /// <exception cref="FileNotFoundException">
    /// No folder has the set: the message says where it was looked for, and how to download it where that is possible.
    /// </exception>
    /// <exception cref="DatasetFormatException">
    /// A file is malformed, images and labels differ in number, or a label is not in the mapping.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages LoadSet(string name) => LoadSet(name, DatasetFolders.Standard());

    internal static LabeledImages LoadSet(string name, IReadOnlyList<string> folders)
    {
        ThrowIfNoName(name);
        if (IdxPair.Find(folders, EmnistNames.Images(name), EmnistNames.Labels(name)) is { } files)
        {
            return Load(files.Images, files.Labels, ReadMapping(Path.GetDirectoryName(files.Images)!, name));
        }

        string download = EmnistMappings.Find(TrimPart(name)) is null
            ? ""
            : $" To download it: await {nameof(EmnistDataset)}.{nameof(LoadAsync)}(...) in code, or "
                + $"'emnist data fetch {CommandName(name)}'.";
        throw new FileNotFoundException(
            $"The data set '{name}' is in none of these folders: {string.Join(", ", folders)}. Put {EmnistNames.Images(name)} "
            + $"and {EmnistNames.Labels(name)} (plain or .gz) there, or set {DatasetFolders.HomeVariable} to the folder that "
            + $"holds them.{download}",
            EmnistNames.Images(name));
    }

    /// <summary>The mapping of the set of a name: the folder's file, or else that of the official split, or else the digits.</summary>
    private static CharacterMapping ReadMapping(string folder, string name)
    {
        string split = TrimPart(name);
        string path = Path.Combine(folder, EmnistNames.Mapping(split));
        return File.Exists(path) ? CharacterMapping.Read(path) : EmnistMappings.Find(split) ?? CharacterMapping.Digits;
    }

    internal static Task<LabeledImages> LoadAsync(
        string name,
        IReadOnlyList<string> folders,
        DatasetSource source,
        DatasetDownloadOptions options,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken)
    {
        // Unpacking and reading take seconds of computation, which are not the caller's thread's.
        return Task.Run(LoadAsync, cancellationToken);

        bool IsThere() => IdxPair.Find(folders, EmnistNames.Images(name), EmnistNames.Labels(name)) is not null;

        async Task<LabeledImages> LoadAsync()
        {
            if (!IsThere())
            {
                string folder = DatasetFolders.First(folders, DatasetFolders.HomeVariable);
                await EmnistDownload.RunAsync(source, folder, IsThere, options, progress, cancellationToken)
                    .ConfigureAwait(false);
            }

            return LoadSet(name, folders);
        }
    }

    private static void ThrowIfNoName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.AsSpan().ContainsAny('/', '\\'))
        {
            throw new ArgumentException($"'{name}' is a path, not a name like emnist-balanced-train.", nameof(name));
        }
    }

    /// <summary>Such as <c>balanced</c>, as the command line has it.</summary>
    private static string CommandName(string name)
    {
        string split = TrimPart(name);
        return split == EmnistNames.ForSplit(EmnistSplit.Mnist) ? split : split["emnist-".Length..];
    }

    private static string TrimPart(string name)
    {
        string part = Parts.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal), "");
        return name[..^part.Length];
    }
}
