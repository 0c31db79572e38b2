using System.CommandLine;
using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Tool.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say what to train on: exactly one of a data set, which may be a folder, and files of images.</summary>
internal sealed class TrainingSetOptions
{
    private readonly ImageFileOptions _files = new();

    private readonly Option<string?> _dataset = new("--dataset")
    {
        HelpName = "NAME|DIR",
        Description = "The training part of mnist, balanced, byclass, bymerge, letters, digits or emnist-mnist; or a folder of pictures, "
            + "with a folder per class or a labels.csv, or with both parts of such in it (--part); or another set in the folder of EMNIST_HOME.",
    };

    public void AddTo(Command command)
    {
        command.Add(_dataset);
        _files.AddTo(command);
    }

    /// <exception cref="ToolException">The options name no images, or several.</exception>
    public TrainingSet Load(ParseResult parsed, ToolConsole console, CancellationToken cancellationToken) =>
        (parsed.GetValue(_dataset), _files.Find(parsed, IsFolder(parsed.GetValue(_dataset)))) switch
        {
            ({ } name, null) => LoadByName(name, _files.Part(parsed), console, cancellationToken),
            (null, { } images) => new TrainingSet(images, _files.Load(parsed, console), IsNormalized: false),
            _ => throw ToolException.Usage($"name what to train on by one of --dataset NAME|DIR, {ImageFileOptions.Usage}."),
        };

    private static bool IsFolder(string? name) => name is not null && KnownSet.Find(name) is null && Directory.Exists(name);

    private static TrainingSet LoadByName(string name, DatasetPart? part, ToolConsole console, CancellationToken cancellationToken)
    {
        if (KnownSet.Find(name) is { } known)
        {
            if (Directory.Exists(name))
            {
                console.Note($"--dataset: {name} is the data set of that name; ./{name} is the folder.");
            }

            return new TrainingSet(name, known.Load(DatasetPart.Train), IsNormalized: known is EmnistSet);
        }

        if (Directory.Exists(name))
        {
            return LoadFolder(name, part, console, cancellationToken);
        }

        return OtherSets.Find().Any(set => set.Name == name)
            ? new TrainingSet(name, OtherSets.Load(name, console), IsNormalized: true)
            : throw new ToolException(
                $"--dataset: '{name}' is no folder and none of {string.Join(", ", KnownSet.All.Select(static set => set.Name))}; 'emnist data list' shows what is on disk.");
    }

    private static TrainingSet LoadFolder(string folder, DatasetPart? part, ToolConsole console, CancellationToken cancellationToken)
    {
        var options = new ImageFolderOptions { Part = part, UnreadableImages = UnreadableImages.Skip };
        LoadedImageFolder loaded = ImageFolder.Load(folder, options, cancellationToken);
        foreach (SkippedImage skipped in loaded.Skipped)
        {
            console.Note($"skipped {skipped.File}: {skipped.Reason}");
        }

        return new TrainingSet(folder, loaded.Images, IsNormalized: true);
    }
}
