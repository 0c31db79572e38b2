using System.CommandLine;
using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Tool.Progress;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist data fetch</c></summary>
internal static class DataFetchCommand
{
    private const string Remarks =
        """
        What is on disk stays as it is. A download that was cut goes on where it was, and counts only once its SHA-256 is the
        official one. EMNIST comes whole, all six sets, as one archive of 562 MB. After --to, set EMNIST_HOME or MNIST_HOME to
        the folder, where the other commands look.

        Examples:
          emnist data fetch mnist
          emnist data fetch balanced --to datasets

        """;

    private static string Names => string.Join(", ", KnownSet.All.Select(static set => set.Name));

    public static Command Create(ToolConsole console)
    {
        var name = new Argument<string>("name") { Description = $"The set: {Names}." };
        var folder = new Option<string?>("--to")
        {
            HelpName = "DIR",
            Description = "Where it goes. Default: the folder that EMNIST_HOME or MNIST_HOME names, or else the per-user cache.",
        };
        var mirrors = new Option<string[]>("--mirror")
        {
            HelpName = "URL",
            Description = "Address of a folder on the web to download from instead; may be repeated.",
        };
        var command = new DocumentedCommand("fetch", "Downloads a data set, unless it is there.", Remarks) { name, folder, mirrors };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            KnownSet set = KnownSet.Find(parsed.GetValue(name)!)
                ?? throw ToolException.Usage($"'{parsed.GetValue(name)}' is no data set that can be fetched: they are {Names}.");
            var options = new DatasetDownloadOptions
            {
                Folder = Folder(parsed.GetValue(folder)), Mirrors = Addresses(parsed.GetValue(mirrors)),
            };
            using var progress = new DownloadDisplay(console);
            foreach (DatasetPart part in Enum.GetValues<DatasetPart>())
            {
                LabeledImages images = await set.FetchAsync(part, options, progress, cancellationToken);
                console.Output.WriteLine($"{set.Name} {part.ToString().ToLowerInvariant()}: {images.Count} images of {images.ClassNames.Count} classes");
            }

            if (options.Folder is { } to && set.FindFolder(DatasetPart.Train) != Path.GetFullPath(to))
            {
                console.Note($"other commands find it where {set.HomeVariable} names {Path.GetFullPath(to)}.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Where a download goes, which makes the folder: what is there already need not be written to.</summary>
    private static string? Folder(string? path)
    {
        if (path is null)
        {
            return null;
        }

        string full = path.Length == 0 ? throw ToolException.Usage("--to: the folder's name is empty.") : Path.GetFullPath(path);
        return File.Exists(full) ? throw ToolException.Usage($"--to: '{full}' is a file; name a folder.") : full;
    }

    private static Uri[]? Addresses(string[]? mirrors) => mirrors is null or []
        ? null
        : [.. mirrors.Select(static mirror => Uri.TryCreate(mirror, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw ToolException.Usage($"--mirror: '{mirror}' is no address of http or https."))];
}
