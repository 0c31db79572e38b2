using System.Globalization;
using Emnist.Recognition.Models;

// Makes the models that ship, and measures models on the images that they were not trained on; docs/notes/models.md tells more.
string command = args.Length > 0 ? args[0] : "";
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    switch (command, args.Length)
    {
        case ("train", >= 2):
            Train(args[1], args[2..]);
            return 0;
        case ("measure", >= 2):
            new Figures(TrainingData.Load().Validation, Console.Out).Write(args[1..]);
            return 0;
        case ("show", 2):
            Sheets.Write(TrainingData.Load(), Directory.CreateDirectory(args[1]).FullName);
            return 0;
        default:
            Console.Error.WriteLine(
                """
                train FOLDER [STAGE ...] [--threads N] [--epochs N] [--samples N]   all stages of the recipe, or those named
                measure MODEL.onnx [OTHER.onnx]   figures on the validation images, and whether two models differ by chance; the mean of
                                                  several models is one, joined by a plus: A.onnx+B.onnx
                show FOLDER                       contact sheets of composed non-characters, of redrawn originals and of ones with flags
                """);
            return 2;
    }
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped: the same command goes on from the last whole epoch.");
    return 130;
}

void Train(string folder, string[] options)
{
    int? Number(string name) =>
        Array.IndexOf(options, name) is >= 0 and var at ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : null;

    string[] named = [.. options.Where((word, i) => !word.StartsWith("--", StringComparison.Ordinal) && (i == 0 || !options[i - 1].StartsWith("--", StringComparison.Ordinal)))];
    if (named.FirstOrDefault(static stage => !Recipe.Stages.Contains(stage)) is { } unknown)
    {
        throw new ArgumentException($"There is no stage '{unknown}'; the stages are {string.Join(", ", Recipe.Stages)}.");
    }

    var scale = new RecipeScale(Number("--epochs"), Number("--samples"), Number("--threads") ?? Environment.ProcessorCount);
    var recipe = new Recipe(TrainingData.Load(), Directory.CreateDirectory(folder).FullName, scale, Console.Out);
    foreach (string stage in Recipe.Stages.Where(stage => named.Length == 0 || named.Contains(stage)))
    {
        recipe.Run(stage, stop.Token);
    }
}
