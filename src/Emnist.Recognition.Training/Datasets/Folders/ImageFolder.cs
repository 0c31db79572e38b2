using Emnist.Recognition.Training.Datasets.Folders;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Loads labelled pictures of one's own: a folder for each class, named by it, or a table <c>labels.csv</c>. Each picture,
/// of any size and format that <see cref="ImageFolderOptions.Decoder"/> reads, is brought to EMNIST's form, 28 x 28 with white ink
/// on black, by <see cref="Imaging.CharacterNormalizer"/>, as a recognizer will do it.
/// </summary>
/// <remarks>
/// <para>
/// Where the folder has a <c>labels.csv</c>, this is used: comma-separated text in UTF-8, quoted as in RFC 4180, in which
/// spaces around a field without quotes are ignored, and whose first line names the columns. <c>file</c> is a path below
/// the folder, with <c>/</c> or <c>\</c>, and <c>label</c> the name of the class; further columns are ignored. Images stand
/// in the order of the rows. This is the way for classes that a file system cannot tell apart, such as <c>a</c> and
/// <c>A</c>, or cannot name.
/// </para>
/// <para>
/// Otherwise each folder in it is a class, and each file directly in that is a picture, but for hidden and system ones,
/// <c>Thumbs.db</c> and <c>desktop.ini</c>. Images stand in the order of class names, then file names, by UTF-16 code.
/// </para>
/// <para>
/// A folder of <c>train</c> and <c>test</c> (or <c>val</c>), each with a folder for each class, is refused: the one that is meant is
/// named by <see cref="Load(string, DatasetPart)"/>, or by its own path. So is a class without pictures of its own, but folders.
/// </para>
/// <para>All members are safe to call from several threads.</para>
/// </remarks>
/// <example>
/// <code>
/// LoadedImageFolder mine = ImageFolder.Load("my-letters", new ImageFolderOptions { UnreadableImages = UnreadableImages.Skip });
/// foreach (SkippedImage skipped in mine.Skipped)
/// {
///     Console.WriteLine($"{skipped.File}: {skipped.Reason}");
/// }
/// </code>
/// </example>
public static class ImageFolder
{
    /// <summary>Loads a folder with the default options: a picture that cannot be read is refused.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The images, their classes and their files.</returns>
    /// <exception cref="DatasetFormatException">
    /// A picture cannot be read, <c>labels.csv</c> is malformed, or there is no picture: the message names the file.
    /// </exception>
    /// <exception cref="IOException">
    /// The folder is missing (<see cref="DirectoryNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static LoadedImageFolder Load(string folder) => Load(folder, new ImageFolderOptions());

    /// <summary>Loads a part of a folder that has <c>train</c> and <c>test</c> in it, each with a folder for each class.</summary>
    /// <param name="folder">The folder that holds the parts.</param>
    /// <param name="part">The part: <c>train</c> or <c>training</c>, <c>test</c> or <c>testing</c>, in capitals or small letters.</param>
    /// <returns>The images, their classes and their files, relative to <paramref name="folder"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    /// <exception cref="DatasetFormatException">
    /// The part is not there, a picture cannot be read, <c>labels.csv</c> is malformed, or there is no picture: the message names the
    /// file.
    /// </exception>
    /// <exception cref="IOException">
    /// The folder is missing (<see cref="DirectoryNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static LoadedImageFolder Load(string folder, DatasetPart part) => Load(folder, new ImageFolderOptions { Part = part });

    /// <summary>Loads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">The classes, and what to do with what cannot be read.</param>
    /// <param name="cancellationToken">Stops the work between pictures.</param>
    /// <returns>The images, their classes and their files.</returns>
    /// <exception cref="ArgumentException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="DatasetFormatException">
    /// A picture cannot be read where that is not to be skipped, <c>labels.csv</c> is malformed or names a file outside the
    /// folder, a class is not among those given, there are more than 256, or no picture is left: the message names the file.
    /// </exception>
    /// <exception cref="IOException">
    /// The folder is missing (<see cref="DirectoryNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static LoadedImageFolder Load(
        string folder, ImageFolderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        ImageFolderOptions own = options.ToValidated();
        IReadOnlyList<LabeledFile> files = FolderListing.Read(folder, own.Part, own.ClassNames);
        IReadOnlyList<string> classNames = FolderClasses.Choose(folder, files, own.ClassNames);
        return FolderReader.Read(folder, files, classNames, own, cancellationToken);
    }

    /// <summary>Lists the pictures of a folder and their classes, and reads none of them.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The files in the order in which <see cref="Load(string)"/> takes them; perhaps none.</returns>
    /// <exception cref="DatasetFormatException">
    /// <c>labels.csv</c> is malformed or names a file outside the folder, or folders are not those of classes: the message says which.
    /// </exception>
    /// <exception cref="IOException">
    /// The folder is missing (<see cref="DirectoryNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<LabeledFile> List(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return FolderListing.Read(folder, part: null, classNames: null);
    }

    /// <summary>Lists the pictures of a part of a folder that has <c>train</c> and <c>test</c> in it, and reads none of them.</summary>
    /// <param name="folder">The folder that holds the parts.</param>
    /// <param name="part">The part.</param>
    /// <returns>The files, relative to <paramref name="folder"/>, in the order in which <see cref="Load(string, DatasetPart)"/> takes them; perhaps none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    /// <inheritdoc cref="List(string)" path="/exception"/>
    public static IReadOnlyList<LabeledFile> List(string folder, DatasetPart part)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Enum.IsDefined(part)
            ? FolderListing.Read(folder, part, classNames: null)
            : throw new ArgumentOutOfRangeException(nameof(part), part, "A data set has a training and a test part.");
    }
}
