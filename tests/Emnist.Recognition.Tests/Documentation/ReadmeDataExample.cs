using Emnist.Recognition.Training.Datasets;

// Not below Emnist.Recognition, so that the example needs the same usings here as in README.
namespace ReadmeData;

/// <summary>README's example of data sets word for word; the downloads and the files are put in its way here.</summary>
internal static class ReadmeDataExample
{
    public static async Task<IReadOnlyList<LabeledImages>> LoadAsync(
        string folder, Func<EmnistSplit, DatasetPart, Task<LabeledImages>> emnist, Func<DatasetPart, Task<LabeledImages>> mnist)
    {
        var EmnistDataset = new { LoadAsync = emnist };
        var MnistDataset = new { LoadAsync = mnist };
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder;
        try
        {
            LabeledImages letters = await EmnistDataset.LoadAsync(EmnistSplit.Letters, DatasetPart.Train);
            LabeledImages digits = await MnistDataset.LoadAsync(DatasetPart.Test);
            LabeledImages kaggle = EmnistCsv.Load("emnist-balanced-train.csv", EmnistSplit.Balanced);
            LoadedImageFolder mine = ImageFolder.Load("my-letters");
            return [letters, digits, kaggle, mine.Images];
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }
}
