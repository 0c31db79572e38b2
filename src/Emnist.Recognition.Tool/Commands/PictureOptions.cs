using System.CommandLine;
using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say which pictures to measure by: exactly one of a folder, a set and files of images.</summary>
internal sealed class PictureOptions
{
    private readonly ImageFileOptions _files = new();

    private readonly Option<string?> _folder = new("--folder")
    {
        HelpName = "DIR",
        Description = "Pictures: a folder per class, named by its label, or a labels.csv with the columns file,label.",
    };

    private readonly Option<string?> _set = new("--set")
    {
        HelpName = "NAME",
        Description = "A set by name, such as mnist-test, balanced-test or emnist-balanced-test, where 'emnist data list' shows it.",
    };

    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_set);
        _files.AddTo(command);
    }

    /// <exception cref="ToolException">The options name no pictures, or several.</exception>
    public IPictureSource Load(ParseResult parsed, ToolConsole console) =>
        Load(parsed, console, folder => new FolderPictures(folder, _files.Part(parsed)));

    /// <summary>Likewise, but that the pictures of a folder may be without labels.</summary>
    /// <exception cref="ToolException">The options name no pictures, or several.</exception>
    public IPictureSource LoadWithOrWithoutLabels(ParseResult parsed, ToolConsole console) =>
        Load(parsed, console, folder => FolderPictures.WithOrWithoutLabels(folder, _files.Part(parsed)));

    private IPictureSource Load(ParseResult parsed, ToolConsole console, Func<string, FolderPictures> loadFolder) =>
        (parsed.GetValue(_folder), parsed.GetValue(_set), _files.Find(parsed, hasFolder: parsed.GetValue(_folder) is not null)) switch
        {
            ({ } folder, null, null) => Directory.Exists(folder) ? loadFolder(folder)
                : File.Exists(folder) ? throw ToolException.Usage($"{_folder.Name}: '{folder}' is a file; name a folder.")
                : throw new ToolException($"{_folder.Name}: there is no folder '{folder}'; look for a misspelling, or name it from the root."),
            (null, { } set, null) => LoadSet(set, console),
            (null, null, { } images) => new IdxPictures(images, _files.Load(parsed, console)),
            _ => throw ToolException.Usage($"name the pictures by one of --folder DIR, --set NAME, {ImageFileOptions.Usage}."),
        };

    /// <summary>A part of a known set, such as <c>mnist-test</c>, or else a set of idx files by their name.</summary>
    private static IdxPictures LoadSet(string name, ToolConsole console)
    {
        foreach (DatasetPart part in Enum.GetValues<DatasetPart>())
        {
            string end = $"-{part.ToString().ToLowerInvariant()}";
            if (name.EndsWith(end, StringComparison.Ordinal) && KnownSet.Find(name[..^end.Length]) is { } known)
            {
                return new IdxPictures(name, known.Load(part));
            }
        }

        try
        {
            return EmnistDataset.FindFolder(name) is not null
                ? new IdxPictures(name, OtherSets.Load(name, console))
                : throw new ToolException(
                    $"--set: '{name}' is not on disk; 'emnist data list' shows what is, "
                    + "and 'emnist data fetch' downloads EMNIST and MNIST.");
        }
        catch (ArgumentException e)
        {
            throw ToolException.Usage($"--set: {ErrorText.Describe(e).Message}");
        }
    }
}
