using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Optimizers;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Training.Tests.Search;

/// <summary>Searches whose trials are trained by others, through the folder that they share.</summary>
public sealed class SharedSearchTests : IDisposable
{
    private const int Trials = 6;

    private static readonly LabeledImages Images = SyntheticImages.Create(1, 30, 30, 30, 30);

    /// <summary>One of the trials diverges, whoever trains it.</summary>
    private static readonly Hyperparameter[] Space =
        [Hyperparameter.Choice("units", "4", "16"), Hyperparameter.Choice("rate", "1e-6", "0.01", "1e30")];

    private static readonly SearchOptions Options = new() { Epochs = 8, FirstRoundEpochs = 2, ReductionFactor = 2 };

    private static readonly Lazy<SearchResult> Alone = new(() => new HyperparameterSearch(Space, Options).Run(Create, Images));

    private readonly TemporaryFolder _folder = new();

    private SearchOptions Shared => Options with { Folder = Path.Combine(_folder.Path, "shared") };

    public void Dispose() => _folder.Dispose();

    /// <summary>Threads train each trial, two of them at the same time, as where a machine is thought dead that is not.</summary>
    [Fact]
    public void Trials_that_several_threads_train_are_those_of_a_search_that_trains_alone()
    {
        var rounds = new List<SearchRound>();

        SearchResult result = Search(
            round =>
            {
                rounds.Add(round);
                Parallel.ForEach(
                    round.Trials.SelectMany(static trial => (int[])[trial, trial]),
                    new ParallelOptions { MaxDegreeOfParallelism = 4 },
                    trial => Assert.Equal(trial % 3 == 0, TrainElsewhere(trial, round.Epochs).Failure is not null));
            },
            // But for what diverges there is nothing left to be trained.
            new Collector(static progress => Assert.Equal("1e30", progress.Values["rate"])));

        AssertAsAlone(result);
        Assert.Equal([Trials, 2, 1], rounds.Select(static round => round.Trials.Count));
        Assert.Equal([2, 4, 8], rounds.Select(static round => round.Epochs));
        Assert.Equal(Enumerable.Range(1, Trials), rounds[0].Trials);
        Assert.Equal(result.Trials.Take(2).Select(static trial => trial.Number).Order(), rounds[1].Trials.Order());
        Assert.Equal([result.Best.Number], rounds[2].Trials);
        Assert.Equal("6 trials to epoch 2", rounds[0].ToString());
    }

    [Fact]
    public void What_others_have_trained_in_part_or_not_at_all_is_trained_by_the_search()
    {
        SearchResult result = Search(round =>
        {
            foreach (int trial in round.Trials.Where(static trial => trial % 2 == 1))
            {
                TrainElsewhere(trial, Math.Max(1, round.Epochs - 1));
            }
        });

        AssertAsAlone(result);
    }

    [Fact]
    public void A_round_that_nobody_trains_is_trained_by_the_search() => AssertAsAlone(Search(static _ => { }));

    [Fact]
    public void Who_trains_a_trial_gets_its_epochs_and_trains_no_more_of_what_is_there()
    {
        TrialResult first = TrainElsewhere(2, 2);
        DateTime written = File.GetLastWriteTimeUtc(Checkpoint(2));
        TrialResult again = TrainElsewhere(2, 1);

        Assert.Equal((2, "units 4, rate 0.01", null), (first.Number, first.Values.ToString(), first.Failure));
        Assert.Equal([1, 2], first.History.Epochs.Select(static epoch => epoch.Epoch));
        Assert.Equal(first.History.Epochs, again.History.Epochs);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Checkpoint(2)));
    }

    [Fact]
    public void Cancelled_trials_and_rounds_leave_what_goes_on()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new HyperparameterSearch(Space, Shared)
            .TrainTrial(1, 2, Create, Images, validation: null, source.Token));
        Assert.Throws<TimeoutException>(() => Search(static round => throw new TimeoutException()));

        AssertAsAlone(Search(static _ => { }));
    }

    [Fact]
    public void Trials_that_there_are_not_and_those_of_another_search_are_refused()
    {
        var search = new HyperparameterSearch(Space, Shared);
        foreach ((int trial, int epochs) in ((int, int)[])[(0, 1), (Trials + 1, 1), (1, 0), (1, 9)])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => search.TrainTrial(trial, epochs, Create, Images, null));
        }

        var withoutFolder = new HyperparameterSearch(Space, Options);
        Assert.Equal(
            "TrainTrial needs SearchOptions.Folder: name the folder that the search takes its trials from.",
            Assert.Throws<InvalidOperationException>(() => withoutFolder.TrainTrial(1, 1, Create, Images, null)).Message);
        Assert.False(Directory.Exists(Shared.Folder));

        search.TrainTrial(1, 1, Create, Images, null);
        Assert.Throws<CheckpointException>(() => search.TrainTrial(1, 1, Create, SyntheticImages.Create(3, 30, 30, 30, 30), null));
    }

    private static void AssertAsAlone(SearchResult result)
    {
        SearchResult expected = Alone.Value;
        Assert.Equal(
            expected.Trials.Select(static trial => (trial.Number, $"{trial.Values}", trial.Failure)),
            result.Trials.Select(static trial => (trial.Number, $"{trial.Values}", trial.Failure)));
        Assert.Equal(Epochs(expected), Epochs(result));
        Assert.Equal(expected.BestNetwork.CopyParameters(), result.BestNetwork.CopyParameters());
    }

    private static IEnumerable<EpochResult> Epochs(SearchResult result) =>
        result.Trials.SelectMany(static trial => trial.History.Epochs).Select(static epoch => epoch with { Duration = default });

    private string Checkpoint(int trial) => Path.Combine(Shared.Folder!, $"trial-{trial:0000}", TrainerOptions.CheckpointFileName);

    private SearchResult Search(Action<SearchRound> train, IProgress<SearchProgress>? progress = null) =>
        new HyperparameterSearch(Space, Shared with { OnRoundBegin = train }).Run(Create, Images, validation: null, progress);

    /// <summary>As another process does: by a search of its own.</summary>
    private TrialResult TrainElsewhere(int trial, int epochs) =>
        new HyperparameterSearch(Space, Shared).TrainTrial(trial, epochs, Create, Images, validation: null);

    private static Trial Create(TrialValues values) => new(
        new Network(
            SyntheticImages.Shape,
            new Flatten(), new Dense(values.GetInt32("units")), new Dropout(0.2f), new Dense(4)),
        new TrainerOptions
        {
            BatchSize = 30,
            MaxDegreeOfParallelism = 1,
            Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(values.GetSingle("rate")) },
        });

    private sealed class Collector(Action<SearchProgress> collect) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => collect(value);
    }
}
