using System.CommandLine;
using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that name files of labelled images: a pair of idx files, or a CSV file.</summary>
internal sealed class ImageFileOptions
{
    /// <summary>How the command line names them.</summary>
    public const string Usage = "--images FILE --labels FILE and --csv FILE";

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

    private readonly Option<string?> _csv = new("--csv")
    {
        HelpName = "FILE",
        Description = "A CSV file of images of 28 x 28, plain or gzip: in each row a label and 784 pixels, as Kaggle has EMNIST and MNIST.",
    };

    private readonly Option<string?> _mapping = new("--mapping")
    {
        HelpName = "FILE",
        Description = "What the labels mean, as EMNIST's *-mapping.txt. Default: the set's, beside the images; for EMNIST's own file names, what they mean; else the digits 0 to 9.",
    };

    private readonly Option<string?> _split = new("--split")
    {
        HelpName = "NAME",
        Description = "What the labels mean, in place of --mapping: those of EMNIST's byclass, bymerge, balanced, letters, digits or mnist.",
    };

    private readonly Option<bool> _upright = new("--upright")
    {
        Description = "The images of --images and --csv stand upright, as MNIST's (train-images..., t10k-images..., train.csv, "
            + "mnist_train.csv, mnist_test.csv) are known to; others are taken to lie on their side, as EMNIST's.",
    };

    private readonly Option<bool> _sideways = new("--sideways")
    {
        Description = "The images of --images and --csv lie on their side, whatever the file's name.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _images, _labels, _csv, _mapping, _split, _upright, _sideways })
        {
            command.Add(option);
        }
    }

    /// <summary>The file of images; null where none is named.</summary>
    /// <exception cref="ToolException">The options do not go together.</exception>
    public string? Find(ParseResult parsed)
    {
        (string? images, string? labels, string? csv) = (parsed.GetValue(_images), parsed.GetValue(_labels), parsed.GetValue(_csv));
        (string? mapping, string? split) = (parsed.GetValue(_mapping), parsed.GetValue(_split));
        (bool upright, bool sideways) = (parsed.GetValue(_upright), parsed.GetValue(_sideways));
        string? fault = (images, labels, csv) switch
        {
            (null, null, null) when mapping is not null || split is not null || upright || sideways =>
                "--mapping, --split, --upright and --sideways go with --images or --csv.",
            ({ }, _, { }) => "name the images by --images or by --csv, not both.",
            (null, { }, null) => "--labels goes with --images, the idx3 file.",
            (null, { }, { }) => "--labels goes with --images; a CSV file has its labels in it.",
            ({ }, null, null) => "--images needs --labels, the idx1 file of the same set.",
            _ when upright && sideways => "the images are --upright or --sideways, not both.",
            _ when mapping is not null && split is not null => "what the labels mean is told by --mapping or --split, not both.",
            _ => null,
        };
        foreach (Option<string?> option in new[] { _images, _labels, _csv, _mapping })
        {
            fault ??= Directory.Exists(parsed.GetValue(option)) ? $"{option.Name}: '{parsed.GetValue(option)}' is a folder; name a file." : null;
        }

        return fault is null ? images ?? csv : throw ToolException.Usage(fault);
    }

    /// <summary>Loads the files, which are named.</summary>
    /// <exception cref="ToolException">There is no such split.</exception>
    public LabeledImages Load(ParseResult parsed, ToolConsole console)
    {
        string path = Find(parsed)!;
        var file = new ImageFile(path, parsed.GetValue(_labels), Mapping(parsed, path))
        {
            Upright = parsed.GetValue(_upright) ? true : parsed.GetValue(_sideways) ? false : null,
        };
        return file.Load(console);
    }

    private CharacterMapping Mapping(ParseResult parsed, string path) => (parsed.GetValue(_mapping), parsed.GetValue(_split)) switch
    {
        ({ } file, _) => CharacterMapping.Read(file),
        (_, { } name) => CharacterMapping.ForSplit(Split(name)),
        _ => OtherSets.FindMapping(path),
    };

    private static EmnistSplit Split(string name)
    {
        foreach (EmnistSplit split in Enum.GetValues<EmnistSplit>())
        {
            if (split.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return split;
            }
        }

        throw ToolException.Usage($"--split is one of byclass, bymerge, balanced, letters, digits and mnist, not '{name}'.");
    }
}
