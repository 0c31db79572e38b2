using System.Text.RegularExpressions;
using Cluster.Searching;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Search;

namespace Cluster.Tests;

/// <summary>A search has the same trials and the same winner, to the bit, whoever trained them and whatever happened meanwhile.</summary>
public sealed partial class SearchTests : IDisposable
{
    private const int Trials = 9;
    private const int Epochs = 9;
    private const int PicturesASign = 150;

    private readonly TemporaryFolder _folder = new();

    public SearchTests() => DrawnSigns.Write(Pictures, PicturesASign);

    private string Pictures => Path.Combine(_folder.Path, "pictures");

    private string State => Path.Combine(_folder.Path, "state");

    private string Output => Path.Combine(_folder.Path, "models", "best.onnx");

    private string[] Arguments =>
        ["search", Pictures, "--state", State, "--output", Output, "--trials", $"{Trials}", "--epochs", $"{Epochs}"];

    public void Dispose() => _folder.Dispose();

    [RedisFact]
    public async Task Silos_find_the_winner_of_one_process_though_the_one_that_trains_it_dies()
    {
        using var redis = new RedisServer();
        using ClusterProcess first = await ClusterProcess.StartSiloAsync(redis);
        using ClusterProcess second = await ClusterProcess.StartSiloAsync(redis);
        using var client = new ClusterProcess([.. Arguments, "--redis", redis.Address]);

        // The last round is the winner's alone.
        await client.WaitUntilAsync(() => SilosOfTheWinner(client.Told).Length > 0);
        string place = Assert.Single(SilosOfTheWinner(client.Told));
        ClusterProcess trainer = Assert.Single([first, second], silo => silo.Told.Contains(place, StringComparison.Ordinal));
        trainer.Kill();
        Assert.False(File.Exists(Output));

        Assert.True(await client.WaitForExitAsync() == 0, client.Told);
        Assert.Equal(2, SilosOfTheWinner(client.Told).Distinct().Count());
        AssertAsInOneProcess(client.Told);
    }

    [Fact]
    public async Task A_search_that_was_stopped_goes_on_where_it_was_but_with_no_other_images()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var stopped = new ClusterProcess(Arguments))
        {
            await stopped.WaitUntilAsync(() => stopped.Told.Contains(": epoch 1: ", StringComparison.Ordinal));
            stopped.Terminate();
            Assert.Equal(130, await stopped.WaitForExitAsync());
            Assert.Contains("goes on where it was", stopped.Told, StringComparison.Ordinal);
        }

        (int exitCode, string told) = await ClusterProcess.RunAsync(Arguments);

        Assert.True(exitCode == 0, told);
        AssertAsInOneProcess(told);
        File.Delete(Path.Combine(Pictures, "plus", "0.png"));
        (exitCode, told) = await ClusterProcess.RunAsync(Arguments);
        Assert.Equal(1, exitCode);
        Assert.Single(Regex.Matches(told, "training.checkpoint: it is of a training with .*: use another folder, or the same settings"));
    }

    [Fact]
    public void Images_that_are_others_on_another_machine_are_not_trained_on()
    {
        var images = new TrainingImages();
        string fingerprint = images.Load(Pictures).Fingerprint;
        File.Delete(Path.Combine(Pictures, "plus", "0.png"));

        Assert.Same(images.Load(Pictures, fingerprint), images.Load(Pictures, fingerprint));
        Assert.Equal(
            $"'{Pictures}' has other images here than where the search was started.",
            Assert.Throws<InvalidDataException>(() => new TrainingImages().Load(Pictures, fingerprint)).Message);
    }

    [Fact]
    public void Trainings_have_a_processor_each_and_the_last_ones_those_that_are_left()
    {
        var processors = new Processors();
        int all = Environment.ProcessorCount;

        Assert.Equal(1, processors.Take(1));
        Assert.Equal(all - 1, processors.Take(all));
        Assert.Equal(0, processors.Take(1));
        processors.Return(1);
        Assert.Equal(1, processors.Take(all));
    }

    /// <summary>The silos at which the trial of the last round was begun.</summary>
    private static string[] SilosOfTheWinner(string told) => told.Split("\n1 trials to epoch 9\n") is [_, string round]
        ? [.. BegunAt().Matches(round).Select(static match => match.Groups[1].Value)]
        : [];

    [GeneratedRegex(@"\): at (\S+)\n")]
    private static partial Regex BegunAt();

    private void AssertAsInOneProcess(string told)
    {
        SearchImages images = SearchImages.Load(Pictures);
        SearchResult expected = Search("alone", progress: null);

        // There is nothing left to be trained, and nothing was left to the client.
        SearchResult found = Search("state", new Refusing());
        Assert.DoesNotContain("(here)", told, StringComparison.Ordinal);

        Assert.Equal(expected.Trials.Select(static trial => trial.Number), found.Trials.Select(static trial => trial.Number));
        Assert.Equal(EpochsOf(expected), EpochsOf(found));
        Assert.Equal(
            expected.Trials.Select(static trial => $"trial {trial.Number} ({trial.Values}): {trial.History}"),
            told.Split('\n').Where(static line => line.Contains(" epochs, kept ", StringComparison.Ordinal)));
        using var model = new MemoryStream();
        new OnnxModel(expected.BestNetwork, images.Training.ClassNames).Save(model);
        Assert.Equal(model.ToArray(), File.ReadAllBytes(Output));

        SearchResult Search(string folder, IProgress<SearchProgress>? progress) =>
            SearchSpace.Create(new SearchJob(Pictures, images.Fingerprint, Path.Combine(_folder.Path, folder), Trials, Epochs)).Run(
                values => SearchSpace.CreateTrial(values, images.Training, threads: 1), images.Training, images.Validation, progress);
    }

    private static IEnumerable<EpochResult> EpochsOf(SearchResult result) =>
        result.Trials.SelectMany(static trial => trial.History.Epochs).Select(static epoch => epoch with { Duration = default });

    private sealed class Refusing : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => Assert.Fail($"{value} was left.");
    }
}
