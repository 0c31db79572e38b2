using Emnist.Recognition.MLNet.Data;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;

namespace Emnist.Recognition.MLNet;

/// <summary>Handwritten characters as data views.</summary>
/// <remarks>
/// Images come as the columns <c>Pixels</c>, a vector of bytes (28 x 28 are 784), 0 for ground to 255 for ink, and <c>Label</c>,
/// the name of the class as text. All images are in memory, a byte a pixel; the view hands out copies of its rows, in their order
/// or shuffled, and any number of cursors may run at once.
/// </remarks>
public static class CharacterDataExtensions
{
    /// <summary>
    /// Loads a part of EMNIST from disk, and downloads nothing: <c>LoadCharacterImages(await EmnistDataset.LoadAsync(...))</c> does.
    /// </summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="split">The split, such as <see cref="EmnistSplit.Balanced"/>.</param>
    /// <param name="part">The training or the test images.</param>
    /// <exception cref="FileNotFoundException">No folder has it: the message says where it was looked for.</exception>
    /// <exception cref="DatasetFormatException">A file is malformed or does not fit the others.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static IDataView LoadEmnist(this DataOperationsCatalog catalog, EmnistSplit split, DatasetPart part)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new LabeledImagesView(EmnistDataset.Load(split, part));
    }

    /// <summary>
    /// Loads a part of MNIST from disk, and downloads nothing: <c>LoadCharacterImages(await MnistDataset.LoadAsync(...))</c> does.
    /// </summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="part">The training or the test images.</param>
    /// <exception cref="FileNotFoundException">No folder has it: the message says where it was looked for.</exception>
    /// <exception cref="DatasetFormatException">A file is malformed or does not fit the others.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static IDataView LoadMnist(this DataOperationsCatalog catalog, DatasetPart part)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new LabeledImagesView(MnistDataset.Load(part));
    }

    /// <summary>Makes a view of images that are in memory already, which it shares.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="images">The images, of any one size.</param>
    public static IDataView LoadCharacterImages(this DataOperationsCatalog catalog, LabeledImages images)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(images);
        return new LabeledImagesView(images);
    }

    /// <summary>
    /// Lists the pictures of a folder, as <see cref="ImageFolder.List(string)"/> does: a subfolder for each class, or a <c>labels.csv</c>.
    /// The columns are <c>Path</c>, which begins with the folder, and <c>Label</c>, both text; pictures are read when a stage wants them.
    /// </summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DatasetFormatException"><c>labels.csv</c> is malformed or names a file outside the folder.</exception>
    /// <exception cref="IOException">The folder is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IDataView LoadCharacterFiles(this DataOperationsCatalog catalog, string folder)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.LoadFromEnumerable(ImageFolder.List(folder)
            .Select(file => new PictureFile { Path = Path.Combine(folder, file.File), Label = file.ClassName })
            .ToArray());
    }

    private sealed class PictureFile
    {
        public string Path { get; set; } = "";

        public string Label { get; set; } = "";
    }
}
