using System.CommandLine;
using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that name a pair of idx files.</summary>
internal sealed class ImageFileOptions
{
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
        Description = "The images of --images stand upright, as MNIST's (train-images..., t10k-images...) are known to; "
            + "others are taken to lie on their side, as EMNIST's.",
    };

    private readonly Option<bool> _sideways = new("--sideways")
    {
        Description = "The images of --images lie on their side, whatever the file's name.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _images, _labels, _mapping, _upright, _sideways })
        {
            command.Add(option);
        }
    }

    /// <summary>The file of images; null where none is named.</summary>
    /// <exception cref="ToolException">One of the options is of no use without another.</exception>
    public string? ImagesPath(ParseResult parsed)
    {
        string? images = parsed.GetValue(_images);
        string? labels = parsed.GetValue(_labels);
        bool tellsMore = parsed.GetValue(_mapping) is not null || parsed.GetValue(_upright) || parsed.GetValue(_sideways);
        if (images is null && (labels is not null || tellsMore))
        {
            throw ToolException.Usage("--labels, --mapping, --upright and --sideways go with --images, the idx3 file.");
        }

        if (parsed.GetValue(_upright) && parsed.GetValue(_sideways))
        {
            throw ToolException.Usage("the images are --upright or --sideways, not both.");
        }

        return images is null || labels is not null
            ? images
            : throw ToolException.Usage("--images needs --labels, the idx1 file of the same set.");
    }

    /// <summary>Loads the files, which are named.</summary>
    public LabeledImages Load(ParseResult parsed, ToolConsole console)
    {
        bool? upright = parsed.GetValue(_upright) ? true : parsed.GetValue(_sideways) ? false : null;
        return IdxFiles.Load(parsed.GetValue(_images)!, parsed.GetValue(_labels)!, parsed.GetValue(_mapping), upright, console);
    }
}
