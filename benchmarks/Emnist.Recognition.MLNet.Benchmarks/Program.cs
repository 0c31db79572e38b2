using System.Globalization;
using Emnist.Recognition;
using Emnist.Recognition.MLNet.Benchmarks;
using Emnist.Recognition.Training.Datasets;

switch (args)
{
    case ["fit", "pipeline"]:
        Print(Fitting.InPipeline());
        break;
    case ["fit", "trainer"]:
        Print(Fitting.ByTrainer());
        break;
    case ["load", string path]:
        Print(SavedPipeline.Load(path));
        break;
    case ["run", string count] when int.TryParse(count, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
        LabeledImages images = BenchmarkImages.Take(10_000);
        Console.WriteLine($"{(BenchmarkImages.HasEmnist ? "EMNIST's digits" : "drawn images")}, {Environment.ProcessorCount} cores\n");
        Console.WriteLine(Rounds.Header);
        new Scoring(images, rounds).Run();
        Fitting.Run(rounds);
        Fitting.RunCold(rounds);
        SavedPipeline.Run(images, rounds);
        break;
    default:
        Console.Error.WriteLine("Give run and the number of rounds.");
        return 2;
}

return 0;

static void Print(double seconds) => Console.WriteLine(seconds.ToString("R", CultureInfo.InvariantCulture));
