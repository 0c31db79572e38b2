using Emnist.Recognition.Training.Datasets.Downloads;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Loads MNIST (LeCun, Cortes, Burges), 60,000 training and 10,000 test images of the digits. All members are safe to call
/// from several threads.
/// </summary>
/// <remarks>
/// The files, <c>train-images-idx3-ubyte</c> and so on, are looked for in the folder that the environment variable
/// <c>MNIST_HOME</c> names, then in the per-user cache (<c>Emnist.Recognition/datasets/mnist</c> in the local application
/// data folder). What is there is used as it is, plain or gzip. A download goes to the first of the two. Files by path load
/// with <see cref="IdxFile.ReadLabeledImages"/>.
/// </remarks>
/// <example>
/// <code>
/// LabeledImages train = await MnistDataset.LoadAsync(DatasetPart.Train);
/// LabeledImages test = await MnistDataset.LoadAsync(DatasetPart.Test);
/// </code>
/// </example>
public static class MnistDataset
{
    /// <summary>
    /// The folders in which the files are looked for, first to last: that of <c>MNIST_HOME</c>, where it is set, and the
    /// per-user cache's. They need not be there.
    /// </summary>
    public static IReadOnlyList<string> Folders => DatasetFolders.Mnist();

    /// <summary>The folder that has a part, whose files are not read.</summary>
    /// <param name="part">The training or the test part.</param>
    /// <returns>The first of <see cref="Folders"/> with its images and labels; null where it is not on disk.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public static string? FindFolder(DatasetPart part) => IdxPair.FindFolder(Folders, ToName(part));

    /// <summary>Loads a part, and downloads what is not on disk, 10 MiB or 1.6 MiB.</summary>
    /// <param name="part">The training or the test part.</param>
    /// <param name="cancellationToken">Stops the work; a later call goes on with the download where it was.</param>
    /// <returns>The images.</returns>
    /// <exception cref="DatasetDownloadException">No address gave the official file: the message says why.</exception>
    /// <exception cref="DatasetFormatException">A file on disk is malformed or does not fit the other.</exception>
    /// <exception cref="IOException">A file cannot be read or written, as when the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<LabeledImages> LoadAsync(DatasetPart part, CancellationToken cancellationToken = default) =>
        LoadAsync(part, new DatasetDownloadOptions(), progress: null, cancellationToken);

    /// <summary>Loads a part, and downloads what is not on disk, 10 MiB or 1.6 MiB.</summary>
    /// <param name="part">The training or the test part.</param>
    /// <param name="options">Where to and where from.</param>
    /// <param name="cancellationToken">Stops the work; a later call goes on with the download where it was.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ArgumentException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetDownloadException">No address gave the official file: the message says why.</exception>
    /// <exception cref="DatasetFormatException">A file on disk is malformed or does not fit the other.</exception>
    /// <exception cref="IOException">A file cannot be read or written, as when the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<LabeledImages> LoadAsync(
        DatasetPart part, DatasetDownloadOptions options, CancellationToken cancellationToken = default) =>
        LoadAsync(part, options, progress: null, cancellationToken);

    /// <summary>Loads a part, and downloads what is not on disk, 10 MiB or 1.6 MiB.</summary>
    /// <param name="part">The training or the test part.</param>
    /// <param name="options">Where to and where from.</param>
    /// <param name="progress">Told how far the work is, from the threads that do it; null for nobody.</param>
    /// <param name="cancellationToken">Stops the work; a later call goes on with the download where it was.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ArgumentException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetDownloadException">No address gave the official file: the message says why.</exception>
    /// <exception cref="DatasetFormatException">A file on disk is malformed or does not fit the other.</exception>
    /// <exception cref="IOException">A file cannot be read or written, as when the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<LabeledImages> LoadAsync(
        DatasetPart part,
        DatasetDownloadOptions options,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken = default)
    {
        _ = ToName(part);
        ArgumentNullException.ThrowIfNull(options);
        DatasetDownloadOptions own = options.ToValidated();
        IReadOnlyList<string> folders = own.Folders(DatasetFolders.Mnist());
        return LoadAsync(part, folders, DatasetSource.Mnist, own, progress, cancellationToken);
    }

    /// <summary>Loads a part from disk, and downloads nothing.</summary>
    /// <param name="part">The training or the test part.</param>
    /// <returns>The images.</returns>
    /// <exception cref="FileNotFoundException">No folder has it: the message says where it was looked for.</exception>
    /// <exception cref="DatasetFormatException">A file is malformed or does not fit the other.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static LabeledImages Load(DatasetPart part) => Load(part, DatasetFolders.Mnist());

    internal static LabeledImages Load(DatasetPart part, IReadOnlyList<string> folders)
    {
        string set = ToName(part);
        if (IdxPair.Find(folders, EmnistNames.Images(set), EmnistNames.Labels(set)) is { } files)
        {
            return IdxFile.ReadLabeledImages(files.Images, files.Labels, CharacterMapping.Digits);
        }

        throw new FileNotFoundException(
            $"MNIST's {set} part is in none of these folders: {string.Join(", ", folders)}. Put {EmnistNames.Images(set)} and "
            + $"{EmnistNames.Labels(set)} (plain or .gz) there, or set {DatasetFolders.MnistHomeVariable} to the folder that "
            + $"holds them. To download them: await {nameof(MnistDataset)}.{nameof(LoadAsync)}(...) in code, or 'emnist data fetch mnist'.",
            EmnistNames.Images(set));
    }

    internal static Task<LabeledImages> LoadAsync(
        DatasetPart part,
        IReadOnlyList<string> folders,
        DatasetSource source,
        DatasetDownloadOptions options,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken)
    {
        string images = EmnistNames.Images(ToName(part));
        string labels = EmnistNames.Labels(ToName(part));

        // Reading takes a while of computation, which is not the caller's thread's.
        return Task.Run(LoadAsync, cancellationToken);

        async Task<LabeledImages> LoadAsync()
        {
            if (IdxPair.Find(folders, images, labels) is null)
            {
                string folder = DatasetFolders.First(folders, DatasetFolders.MnistHomeVariable);
                var downloader = new DatasetDownloader(source, folder, options, progress);
                await downloader.RunAsync(() => Task.FromResult(Missing(folder)), (_, file) => file.Complete(), cancellationToken)
                    .ConfigureAwait(false);
            }

            return Load(part, folders);
        }

        IReadOnlyList<RemoteFile> Missing(string folder) =>
        [
            .. new[] { images, labels }
                .Where(name => DatasetFolders.FindFile(folder, name) is null)
                .Select(name => source.Files.Single(file => file.Name == name + ".gz")),
        ];
    }

    private static string ToName(DatasetPart part) => EmnistNames.ForPart(part, "train", "t10k");
}
