using System.CommandLine;
using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that name files of labelled images: a pair of idx files, or one of CSV, NumPy or MATLAB.</summary>
internal sealed class ImageFileOptions
{
    /// <summary>How the command line names them.</summary>
    public const string Usage = "--images FILE --labels FILE, --csv FILE, --npz FILE and --mat FILE";

    private readonly Option<string?> _images = new("--images")
    {
        HelpName = "FILE",
        Description = "An idx3 file of images, plain or gzip; goes with --labels.",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        HelpName = "FILE",
        Description = "The idx1 file of their labels, plain or gzip; or the file of labels that goes with --npz, where that has none.",
    };

    private readonly Option<string?> _csv = new("--csv")
    {
        HelpName = "FILE",
        Description = "A CSV file of images of 28 x 28, plain or gzip: in each row a label and 784 pixels, as Kaggle has EMNIST and MNIST.",
    };

    private readonly Option<string?> _npz = new("--npz")
    {
        HelpName = "FILE",
        Description = "A .npz file of NumPy or Keras, such as mnist.npz: images in x_train and labels in y_train, or the like.",
    };

    private readonly Option<string?> _mat = new("--mat")
    {
        HelpName = "FILE",
        Description = "EMNIST's MATLAB file, such as emnist-balanced.mat; goes with --part.",
    };

    private readonly Option<string?> _part = new("--part")
    {
        HelpName = "PART",
        Description = "The part of the file of --npz or --mat, or of a folder that has both: train or test. "
            + "Default for --npz: the only one that it has.",
    };

    private readonly Option<float?> _maxPixel = NumberOption.Real(
        "--max-pixel", static max => max > 0 && float.IsFinite(max), "a number above 0",
        "The number that is full ink in --csv and --npz, such as 1 or 16, where the file does not tell. Default: 255, or 1 for fractions.");

    private readonly Option<string?> _mapping = new("--mapping")
    {
        HelpName = "FILE",
        Description = "What the labels mean, as EMNIST's *-mapping.txt. Default: the set's, beside the images; for EMNIST's own file "
            + "names, what they mean; else the digits 0 to 9.",
    };

    private readonly Option<string?> _split = new("--split")
    {
        HelpName = "NAME",
        Description = "What the labels mean, in place of --mapping: those of EMNIST's byclass, bymerge, balanced, letters, digits or mnist.",
    };

    private readonly Option<bool> _upright = new("--upright")
    {
        Description = "The images of --images, --csv and --npz stand upright, as MNIST's (train-images..., t10k-images..., train.csv, "
            + "mnist_train.csv, mnist_test.csv, and any .npz) are known to; others are taken to lie on their side, as EMNIST's.",
    };

    private readonly Option<bool> _sideways = new("--sideways")
    {
        Description = "The images of --images, --csv and --npz lie on their side, whatever the file's name.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _images, _labels, _csv, _npz, _mat, _part, _maxPixel, _mapping, _split, _upright, _sideways })
        {
            command.Add(option);
        }
    }

    /// <summary>The file of images; null where none is named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hasFolder">Whether it names a folder in place of a file.</param>
    /// <exception cref="ToolException">The options do not go together.</exception>
    public string? Find(ParseResult parsed, bool hasFolder)
    {
        (string? images, string? labels) = (parsed.GetValue(_images), parsed.GetValue(_labels));
        string[] tables = [.. new[] { _csv, _npz, _mat }.Select(parsed.GetValue).OfType<string>()];
        (string? mapping, string? split) = (parsed.GetValue(_mapping), parsed.GetValue(_split));
        (bool upright, bool sideways) = (parsed.GetValue(_upright), parsed.GetValue(_sideways));
        bool hasArrays = parsed.GetValue(_npz) is not null;
        bool hasParts = hasArrays || parsed.GetValue(_mat) is not null || (hasFolder && tables.Length == 0 && images is null);
        bool hasNumbers = hasArrays || parsed.GetValue(_csv) is not null;
        string? fault = (images, labels, tables) switch
        {
            (null, null, []) when mapping is not null || split is not null || upright || sideways =>
                "--mapping, --split, --upright and --sideways go with --images, --csv, --npz or --mat.",
            ({ }, _, [_, ..]) or (_, _, [_, _, ..]) => "name the images by one of --images, --csv, --npz and --mat.",
            (null, { }, []) => "--labels goes with --images, the idx3 file.",
            (null, { }, _) when !hasArrays => "--labels goes with --images or --npz; any other file has its labels in it.",
            ({ }, null, []) => "--images needs --labels, the idx1 file of the same set.",
            _ when upright && sideways => "the images are --upright or --sideways, not both.",
            _ when mapping is not null && split is not null => "what the labels mean is told by --mapping or --split, not both.",
            _ when parsed.GetValue(_part) is not null && !hasParts => "--part goes with --npz, --mat or a folder.",
            _ when parsed.GetValue(_maxPixel) is not null && !hasNumbers => "--max-pixel goes with --csv or --npz.",
            _ when parsed.GetValue(_mat) is not null && parsed.GetValue(_part) is null => "--mat needs --part train or --part test.",
            _ when parsed.GetValue(_mat) is not null && (upright || sideways) => "how the images of --mat lie is known.",
            _ => null,
        };
        foreach (Option<string?> option in new[] { _images, _labels, _csv, _npz, _mat, _mapping })
        {
            fault ??= Directory.Exists(parsed.GetValue(option)) ? $"{option.Name}: '{parsed.GetValue(option)}' is a folder; name a file." : null;
        }

        return fault is null ? images ?? tables.FirstOrDefault() : throw ToolException.Usage(fault);
    }

    /// <summary>Loads the files, which are named.</summary>
    /// <exception cref="ToolException">There is no such split.</exception>
    public LabeledImages Load(ParseResult parsed, ToolConsole console)
    {
        string path = new[] { _images, _csv, _npz, _mat }.Select(parsed.GetValue).OfType<string>().First();
        var file = new ImageFile(path, parsed.GetValue(_labels), Mapping(parsed, path))
        {
            Upright = parsed.GetValue(_upright) ? true : parsed.GetValue(_sideways) ? false : null,
            Kind = parsed.GetValue(_npz) is not null ? ImageFileKind.Npz
                : parsed.GetValue(_mat) is not null ? ImageFileKind.Mat
                : ImageFileKind.Plain,
            Part = Part(parsed),
            MaxPixel = parsed.GetValue(_maxPixel),
        };
        return file.Load(console);
    }

    /// <summary>The part that is asked for; null for none.</summary>
    /// <exception cref="ToolException">There is no such part.</exception>
    public DatasetPart? Part(ParseResult parsed) => parsed.GetValue(_part) switch
    {
        null => null,
        "train" => DatasetPart.Train,
        "test" => DatasetPart.Test,
        var other => throw ToolException.Usage($"--part is train or test, not '{other}'."),
    };

    private CharacterMapping? Mapping(ParseResult parsed, string path) => (parsed.GetValue(_mapping), parsed.GetValue(_split)) switch
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
