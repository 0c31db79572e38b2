using System.CommandLine;
using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist data list</c></summary>
internal static class DataListCommand
{
    private const string Remarks =
        """
        EMNIST's sets are looked for in the folder that EMNIST_HOME names, then in the per-user cache; MNIST in MNIST_HOME,
        then in the cache's folder mnist. Further sets of idx files in EMNIST's folders are listed by the name that --set takes.

        Examples:
          emnist data list

        """;

    public static Command Create(ToolConsole console)
    {
        var command = new DocumentedCommand("list", "Shows which data sets are on disk and where, and which are missing.", Remarks);
        command.SetAction(_ =>
        {
            foreach (KnownSet set in KnownSet.All)
            {
                console.Output.WriteLine($"{set.Name,-14}{set.Description}");
                foreach (DatasetPart part in Enum.GetValues<DatasetPart>())
                {
                    string place = set.FindFolder(part) ?? $"missing; 'emnist data fetch {set.Name}' downloads it";
                    console.Output.WriteLine($"  {part.ToString().ToLowerInvariant(),-12}{ToolConsole.Printable(place)}");
                }
            }

            IReadOnlyList<(string Name, string Folder)> others = OtherSets.Find();
            foreach ((string name, string folder) in others)
            {
                console.Output.WriteLine($"{ToolConsole.Printable(name)}\n  {"",-12}{ToolConsole.Printable(folder)}");
            }

            console.Output.WriteLine();
            if (KnownSet.All.Any(static set => set is EmnistSet && !IsOnDisk(set)))
            {
                console.Output.WriteLine("EMNIST is downloaded whole: one archive of 562 MB has all six sets.");
            }

            if (others.Count == 0 && !KnownSet.All.Any(IsOnDisk))
            {
                console.Output.WriteLine("No data set is on disk.");
            }

            WriteFolders(console, "EMNIST", EmnistDataset.Folders);
            WriteFolders(console, "MNIST", MnistDataset.Folders);

            return ExitCode.Success;
        });
        return command;
    }

    private static bool IsOnDisk(KnownSet set) => Enum.GetValues<DatasetPart>().Any(part => set.FindFolder(part) is not null);

    private static void WriteFolders(ToolConsole console, string set, IReadOnlyList<string> folders)
    {
        IEnumerable<string> places = folders.Select(static folder => Directory.Exists(folder) ? folder : $"{folder} (not there)");
        console.Output.WriteLine(ToolConsole.Printable($"{set} was looked for in {string.Join(", then in ", places)}."));
    }
}
