using System.CommandLine;
using Emnist.Recognition.Datasets;
using Emnist.Recognition.Tool.Pictures;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say which pictures to measure by: exactly one of a folder, a set and a pair of files.</summary>
internal sealed class PictureOptions
{
    private readonly IdxOptions _idx = new();

    private readonly Option<string?> _folder = new("--folder")
    {
        HelpName = "DIR",
        Description = "Pictures: a folder per class, named by its label, or a labels.csv with the columns file,label.",
    };

    private readonly Option<string?> _set = new("--set")
    {
        HelpName = "NAME",
        Description = "A set of EMNIST by name, such as emnist-balanced-test, in the folder that EMNIST_HOME names or in the per-user cache.",
    };

    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_set);
        _idx.AddTo(command);
    }

    /// <exception cref="ToolException">The options name no pictures, or several.</exception>
    public IPictureSource Load(ParseResult parsed) =>
        (parsed.GetValue(_folder), parsed.GetValue(_set), _idx.ImagesPath(parsed)) switch
        {
            ({ } folder, null, null) => new FolderPictures(folder),
            (null, { } set, null) => LoadSet(set),
            (null, null, { } images) => new IdxPictures(images, _idx.Load(parsed)),
            _ => throw ToolException.Usage("name the pictures by one of --folder DIR, --set NAME and --images FILE --labels FILE."),
        };

    private static IdxPictures LoadSet(string name)
    {
        try
        {
            return new IdxPictures(name, EmnistDataset.LoadSet(name));
        }
        catch (ArgumentException e)
        {
            throw ToolException.Usage($"--set: {Failure.Describe(e).Message}");
        }
    }
}
