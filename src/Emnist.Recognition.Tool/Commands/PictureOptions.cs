using System.CommandLine;
using Emnist.Recognition.Datasets;
using Emnist.Recognition.Tool.Pictures;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that say which pictures to measure by: exactly one of a folder, a set and a pair of files.</summary>
internal sealed class PictureOptions
{
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

    private readonly Option<string?> _images = new("--images")
    {
        HelpName = "FILE",
        Description = "An idx3 file of images, plain or gzip; goes with --labels.",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        HelpName = "FILE",
        Description = "The idx1 file of their labels, plain or gzip.",
    };

    private readonly Option<string?> _mapping = new("--mapping")
    {
        HelpName = "FILE",
        Description = "What the labels mean, as EMNIST's *-mapping.txt. Default: the set's, beside the images; for EMNIST's own file names, what they mean; else the digits 0 to 9.",
    };

    private readonly Option<bool> _upright = new("--upright")
    {
        Description = "The images of --images stand upright, as MNIST's (train-images..., t10k-images...) are known to; others lie on their side, as EMNIST's.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _folder, _set, _images, _labels, _mapping, _upright })
        {
            command.Add(option);
        }
    }

    /// <exception cref="ToolException">The options name no pictures, or several.</exception>
    public IPictureSource Load(ParseResult parsed)
    {
        string? folder = parsed.GetValue(_folder);
        string? set = parsed.GetValue(_set);
        string? images = parsed.GetValue(_images);
        string? labels = parsed.GetValue(_labels);
        if (images is null && (labels is not null || parsed.GetValue(_mapping) is not null || parsed.GetValue(_upright)))
        {
            throw ToolException.Usage("--labels, --mapping and --upright go with --images, the idx3 file.");
        }

        return (folder, set, images, labels) switch
        {
            ({ } path, null, null, null) => new FolderPictures(path),
            (null, { } name, null, null) => LoadSet(name),
            (null, null, { } path, { } other) => new IdxPictures(
                path, IdxFiles.Load(path, other, parsed.GetValue(_mapping), parsed.GetValue(_upright))),
            (null, null, { }, null) => throw ToolException.Usage("--images needs --labels, the idx1 file of the same set."),
            _ => throw ToolException.Usage("name the pictures by one of --folder DIR, --set NAME and --images FILE --labels FILE."),
        };
    }

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
