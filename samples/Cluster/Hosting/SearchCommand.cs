using System.CommandLine;
using Cluster.Searching;

namespace Cluster.Hosting;

/// <summary>The command <c>search</c>: has trials of networks and trainings compared.</summary>
internal static class SearchCommand
{
    /// <param name="redis">The option that names the server, which is of all commands.</param>
    public static Command Create(Option<string?> redis)
    {
        var data = new Argument<string>("DATA")
        {
            Description = "The images: a folder of pictures, with a folder for each class in it, or a split of EMNIST, such as balanced.",
        };
        var state = new Option<string>("--state")
        {
            HelpName = "DIR",
            Required = true,
            Description = "Keeps the trials, with which the same command goes on. Every silo must find it, and DATA, under this name.",
        };
        var output = new Option<string>("--output")
        {
            HelpName = "FILE",
            Required = true,
            Description = "Where the best network goes, as ONNX.",
        };
        Option<int> trials = Number("--trials", 20, "Trials, drawn at random.");
        Option<int> epochs = Number("--epochs", 9, "Epochs of the trials that stay to the end: after 1, 3, 9 ... a third goes on.");
        var command = new Command("search", "Tries networks and ways to train them, on one machine or on many, and writes the best.")
        {
            data, state, output, trials, epochs,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            string place = parsed.GetValue(data)!;
            var job = new SearchJob(
                Directory.Exists(place) ? Path.GetFullPath(place) : place,
                Fingerprint: "",
                Path.GetFullPath(parsed.GetValue(state)!),
                parsed.GetValue(trials),
                parsed.GetValue(epochs));
            string? server = parsed.GetValue(redis);
            return Runs.SearchAsync(
                server is null ? ClusterHosts.CreateEmbedded() : ClusterHosts.CreateClient(server),
                job,
                parsed.GetValue(output)!,
                cancellationToken);
        });
        return command;
    }

    private static Option<int> Number(string name, int value, string description)
    {
        var option = new Option<int>(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => value,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} is a whole number from 1.");
            }
        });
        return option;
    }
}
