using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tool.Reading;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Picture files, each read as an application reads it: decoded, normalised, recognised.</summary>
internal sealed class FolderPictures : IPictureSource
{
    private readonly IReadOnlyList<string> _files;

    /// <param name="folder">The folder.</param>
    /// <param name="part">The part of it; null for a folder that holds the classes themselves.</param>
    /// <exception cref="ToolException">There are no labelled pictures.</exception>
    public FolderPictures(string folder, DatasetPart? part)
        : this(folder, List(folder, part))
    {
        if (Count == 0)
        {
            throw new ToolException($"{folder} has no pictures with labels: it needs a folder for each class, or labels.csv.");
        }
    }

    private FolderPictures(string folder, IReadOnlyList<LabeledFile> files)
        : this(folder, [.. files.Select(static file => file.File)], [.. files.Select(static file => file.ClassName)])
    {
    }

    private FolderPictures(string folder, IReadOnlyList<string> files, IReadOnlyList<string> labels)
    {
        Name = folder;
        _files = files;
        Labels = labels;
    }

    /// <summary>The labelled pictures of a folder; where there are none, those that lie in it, without labels.</summary>
    /// <exception cref="ToolException">There are no pictures.</exception>
    public static FolderPictures WithOrWithoutLabels(string folder, DatasetPart? part)
    {
        var labeled = new FolderPictures(folder, List(folder, part));
        if (labeled.Count > 0 || part is not null)
        {
            return labeled.Count > 0 ? labeled : throw new ToolException($"{folder} has no pictures in its part.");
        }

        FolderPictures unlabeled = new(folder, [.. PicturesIn(folder)], []);
        return unlabeled.Count > 0 ? unlabeled : throw new ToolException($"{folder} has no pictures.");
    }

    public string Name { get; }

    public int Count => _files.Count;

    public IReadOnlyList<string> Labels { get; }

    public string NameOf(int index) => _files[index];

    public PictureReading Read(int index, CharacterReader reader)
    {
        GrayImage picture = PictureFile.Decode(new PictureName(Path.Combine(Name, _files[index])), Stream.Null);
        CharacterPrediction prediction = reader.Read(picture);
        return new PictureReading(prediction.Candidates, prediction.Normalized is { } seen ? seen.Pixels.ToArray() : default);
    }

    private static IReadOnlyList<LabeledFile> List(string folder, DatasetPart? part) =>
        part is { } named ? ImageFolder.List(folder, named) : ImageFolder.List(folder);

    private static IEnumerable<string> PicturesIn(string folder) =>
        PictureFolder.List(folder)
            .Where(static picture => picture.Fault is null)
            .Select(picture => Path.GetRelativePath(folder, picture.Name));
}
