using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Picture files, each read as an application reads it: decoded, normalised, recognised.</summary>
internal sealed class FolderPictures : IPictureSource
{
    private readonly IReadOnlyList<LabeledFile> _files;

    /// <exception cref="ToolException">There are no pictures.</exception>
    public FolderPictures(string folder)
    {
        Name = folder;
        _files = ImageFolder.List(folder);
        Labels = [.. _files.Select(static file => file.ClassName)];
        if (_files.Count == 0)
        {
            throw new ToolException($"{folder} has no pictures: it needs a folder for each class, or labels.csv.");
        }
    }

    public string Name { get; }

    public IReadOnlyList<string> Labels { get; }

    public string NameOf(int index) => _files[index].File;

    public PictureReading Read(int index, CharacterReader reader)
    {
        string path = Path.Combine(Name, _files[index].File);
        try
        {
            CharacterPrediction prediction = reader.Read(path);
            return new PictureReading(prediction.Candidates, prediction.Normalized is { } seen ? seen.Pixels.ToArray() : default);
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new UnreadablePictureException(e.Message.Contains(path, StringComparison.Ordinal) ? e.Message : $"{path}: {e.Message}", e);
        }
    }
}
