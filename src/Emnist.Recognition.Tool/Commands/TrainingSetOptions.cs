using System.CommandLine;
using Emnist.Recognition.Imaging;
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

    private readonly FramingOption _framing = new(
        "How the pictures of a folder shall be framed, as EMNIST's images or as MNIST's; or how the images of a file are, where they "
        + "do not show it. Default: as the model of --from takes them, or else emnist.");

    public void AddTo(Command command)
    {
        command.Add(_dataset);
        _files.AddTo(command);
        _framing.AddTo(command);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="start">The form of the model to start from; null where there is none, or it does not tell.</param>
    /// <param name="console">Where remarks go.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="ToolException">The options name no images, or several.</exception>
    public TrainingSet Load(ParseResult parsed, InputForm? start, ToolConsole console, CancellationToken cancellationToken)
    {
        CharacterFraming? framing = _framing.Read(parsed);
        TrainingSet set = (parsed.GetValue(_dataset), _files.Find(parsed, IsFolder(parsed.GetValue(_dataset)))) switch
        {
            ({ } name, null) => LoadByName(name, framing ?? start?.Framing ?? CharacterFraming.Emnist, _files.Part(parsed), console, cancellationToken),
            (null, { } images) => Found(images, _files.Load(parsed, console)),
            _ => throw ToolException.Usage($"name what to train on by one of --dataset NAME|DIR, {ImageFileOptions.Usage}."),
        };
        return framing is null || framing == (set.Framing ?? framing)
            ? set with { Framing = set.Framing ?? framing }
            : throw ToolException.Usage($"--framing is for folders of pictures: the images of {set.Name} are framed already.");
    }

    private static bool IsFolder(string? name) => name is not null && KnownSet.Find(name) is null && Directory.Exists(name);

    private static TrainingSet Found(string name, LabeledImages images) =>
        new(name, images, IsNormalized: false, ImageFraming.Find(images));

    private static TrainingSet LoadByName(
        string name, CharacterFraming framing, DatasetPart? part, ToolConsole console, CancellationToken cancellationToken)
    {
        if (KnownSet.Find(name) is { } known)
        {
            if (Directory.Exists(name))
            {
                console.Note($"--dataset: {name} is the data set of that name; ./{name} is the folder.");
            }

            return known is EmnistSet
                ? new TrainingSet(name, known.Load(DatasetPart.Train), IsNormalized: true, CharacterFraming.Emnist)
                : new TrainingSet(name, known.Load(DatasetPart.Train), IsNormalized: false, CharacterFraming.Mnist);
        }

        if (Directory.Exists(name))
        {
            return LoadFolder(name, framing, part, console, cancellationToken);
        }

        return OtherSets.Find().Any(set => set.Name == name)
            ? new TrainingSet(name, OtherSets.Load(name, console), IsNormalized: true, CharacterFraming.Emnist)
            : throw new ToolException(
                $"--dataset: '{name}' is no folder and none of {string.Join(", ", KnownSet.All.Select(static set => set.Name))}; "
                + "'emnist data list' shows what is on disk.");
    }

    private static TrainingSet LoadFolder(
        string folder, CharacterFraming framing, DatasetPart? part, ToolConsole console, CancellationToken cancellationToken)
    {
        var options = new ImageFolderOptions { Part = part, UnreadableImages = UnreadableImages.Skip, Framing = framing };
        LoadedImageFolder loaded = ImageFolder.Load(folder, options, cancellationToken);
        foreach (SkippedImage skipped in loaded.Skipped)
        {
            console.Note($"skipped {skipped.File}: {skipped.Reason}");
        }

        return new TrainingSet(folder, loaded.Images, IsNormalized: true, framing);
    }
}
