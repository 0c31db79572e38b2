using System.Globalization;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Optimizers;
using Emnist.Recognition.Training.Reporting;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Training.Tests.Search;

public class HyperparameterSearchTests
{
    private static readonly LabeledImages Images = SyntheticImages.Create(1, 30, 30, 30, 30);
    private static readonly LabeledImages Validation = SyntheticImages.Create(2, 20, 20, 20, 20);

    private static readonly Hyperparameter[] Space =
    [
        Hyperparameter.Choice("units", "4", "16"),
        Hyperparameter.Choice("rate", "1e-6", "0.01", "0.1"),
    ];

    [Fact]
    public void A_grid_has_every_combination_once()
    {
        var search = new HyperparameterSearch(Space, new SearchOptions());

        Assert.Equal(
            ["units 4, rate 1e-6", "units 4, rate 0.01", "units 4, rate 0.1", "units 16, rate 1e-6", "units 16, rate 0.01", "units 16, rate 0.1"],
            search.Trials.Select(trial => trial.ToString()));
    }

    [Fact]
    public void Random_trials_lie_in_their_ranges_and_follow_the_seed()
    {
        Hyperparameter[] space = [Hyperparameter.LogUniform("rate", 1e-4, 1e-1), Hyperparameter.Uniform("dropout", 0, 0.5), Hyperparameter.Choice("batch", "32", "64"), Hyperparameter.UniformInt32("units", 3, 5), Hyperparameter.Uniform("narrow", 0.99996, 0.99999)];
        string[] Draw(int seed) => [.. new HyperparameterSearch(space, new SearchOptions { Trials = 300, Seed = seed }).Trials.Select(trial => trial.ToString())];
        IReadOnlyList<TrialValues> trials = new HyperparameterSearch(space, new SearchOptions { Trials = 300, Seed = 1 }).Trials;

        Assert.Equal(300, trials.Count);
        Assert.All(trials, trial => Assert.InRange(trial.GetSingle("rate"), 1e-4f, 1e-1f));
        Assert.All(trials, trial => Assert.InRange(trial.GetSingle("dropout"), 0, 0.5f));
        Assert.InRange(trials.Count(trial => trial.GetSingle("rate") < 1e-3), 70, 130);
        Assert.InRange(trials.Count(trial => trial.GetInt32("batch") == 32), 120, 180);
        Assert.All(trials, trial => Assert.InRange(trial.GetInt32("units"), 3, 5));
        Assert.InRange(trials.Count(trial => trial.GetInt32("units") == 5), 70, 130);
        Assert.All(trials, trial => Assert.InRange(trial.GetSingle("narrow"), 0.99996f, 0.99999f));
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void Random_trials_of_few_choices_are_not_drawn_twice() =>
        Assert.Equal(6, new HyperparameterSearch(Space, new SearchOptions { Trials = 50 }).Trials.Count);

    [Fact]
    public void No_validation_images_are_those_that_the_fraction_holds_out()
    {
        var search = new HyperparameterSearch([Hyperparameter.Choice("units", "4")], new SearchOptions { Epochs = 1 });
        Trial Create(TrialValues values) => new(
            new Network(SyntheticImages.Shape, new Flatten(), new Dense(values.GetInt32("units")), new Dense(4)), new TrainerOptions());
        double? expected = search.Run(Create, Images).Best.History.Kept.ValidationLoss;

        Assert.NotNull(expected);
        Assert.Equal(expected, search.Run(Create, Images, null).Best.History.Kept.ValidationLoss);
        Assert.Equal(expected, search.Run(Create, Images, null, null).Best.History.Kept.ValidationLoss);
    }

    [Fact]
    public void The_worse_trials_are_left_behind_round_by_round()
    {
        var rounds = new List<(int Epochs, int Places, int Trial)>();
        SearchResult result = Search(new SearchOptions { Epochs = 8, FirstRoundEpochs = 2, ReductionFactor = 2 }, new Collector(progress =>
            rounds.Add((progress.RoundEpochs, progress.Places, progress.Trial))));

        Assert.Equal([(2, 6), (4, 3), (8, 1)], rounds.Select(round => (round.Epochs, round.Places)).Distinct());
        Assert.Equal([8, 4, 4, 2, 2, 2], result.Trials.Select(trial => trial.History.Epochs.Count));
        Assert.Equal(Enumerable.Range(1, 6), result.Trials.Select(trial => trial.Number).Order());
        Assert.NotEqual("1e-6", result.Best.Values["rate"]);
        Assert.True(result.Best.History.Epochs[^1].ValidationAccuracy > 0.9);
        Assert.Equal(result.Best.History.Epochs[^1].ValidationAccuracy, Evaluator.Evaluate(result.BestNetwork, Validation).MicroAccuracy);
    }

    [Fact]
    public void Rounds_train_as_one_training_would()
    {
        SearchResult result = Search(new SearchOptions { Epochs = 4 }, null);
        Trial trial = Create(result.Best.Values);
        TrainingHistory whole = new Trainer(trial.Training with { Epochs = 4 }).Fit(trial.Network, Images, Validation);

        Assert.Equal(trial.Network.CopyParameters(), result.BestNetwork.CopyParameters());
        Assert.Equal(whole.Epochs.Select(epoch => epoch.ValidationLoss), result.Best.History.Epochs.Select(epoch => epoch.ValidationLoss));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(55)]
    [InlineData(65)]
    public void A_search_that_was_cut_goes_on_where_it_was(int cutAfter)
    {
        using var folder = new TemporaryFolder();
        var options = new SearchOptions { Epochs = 4, FirstRoundEpochs = 2, ReductionFactor = 2 };
        SearchResult expected = Search(options, null);

        using var source = new CancellationTokenSource();
        int steps = 0;
        Assert.Throws<OperationCanceledException>(() => Search(options with { Folder = folder.Path }, new Collector(_ => { if (++steps == cutAfter) { source.Cancel(); } }), source.Token));
        int stepsAfter = 0;
        SearchResult result = Search(options with { Folder = folder.Path }, new Collector(_ => stepsAfter++));

        Assert.Equal(expected.Trials.Select(trial => trial.Number), result.Trials.Select(trial => trial.Number));
        Assert.Equal(expected.BestNetwork.CopyParameters(), result.BestNetwork.CopyParameters());
        int all = 0;
        Search(options, new Collector(_ => all++));
        Assert.InRange(stepsAfter, 1, all - cutAfter + 4);
    }

    [Fact]
    public void A_trial_that_diverges_is_last_and_told()
    {
        SearchResult result = new HyperparameterSearch([Hyperparameter.Choice("rate", "1e30", "0.01")], new SearchOptions { Epochs = 3 })
            .Run(values => Create(8, values.GetSingle("rate")), Images, Validation, null, CancellationToken.None);

        Assert.Equal("0.01", result.Best.Values["rate"]);
        Assert.StartsWith("The loss is", result.Trials[1].Failure, StringComparison.Ordinal);
        Assert.Throws<TrainingDivergedException>(() => new HyperparameterSearch([Hyperparameter.Choice("rate", "1e30")], new SearchOptions())
            .Run(values => Create(8, values.GetSingle("rate")), Images, Validation, null, CancellationToken.None));
    }

    [Fact]
    public void The_table_lists_the_trials_the_best_first()
    {
        SearchResult result = Search(new SearchOptions { Epochs = 2 }, null);
        ReportTable table = ReportTable.FromSearch(result);

        Assert.Equal(["place", "trial", "units", "rate", "epochs", "accuracy", "macro accuracy", "log-loss", "seconds", "note"], table.Columns);
        Assert.Equal(6, table.Rows.Count);
        Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
        Assert.Equal(
            ["1", result.Best.Number.ToString(CultureInfo.InvariantCulture), result.Best.Values["units"], result.Best.Values["rate"], "2"],
            table.Rows[0].Take(5));
    }

    [Fact]
    public void Bad_spaces_and_options_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new HyperparameterSearch([], new SearchOptions()));
        Assert.Throws<ArgumentException>(() => new HyperparameterSearch([Space[0], Space[0]], new SearchOptions()));
        Assert.Throws<ArgumentException>(() => new HyperparameterSearch([Hyperparameter.Uniform("x", 0, 1)], new SearchOptions()));
        Assert.Throws<ArgumentException>(() => Hyperparameter.Choice("x"));
        Assert.Throws<ArgumentException>(() => Hyperparameter.Choice("x", "1", "1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hyperparameter.Uniform("x", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hyperparameter.LogUniform("x", 0, 1));
        SearchOptions[] wrong =
        [
            new() { Trials = 0 }, new() { Epochs = 0 }, new() { FirstRoundEpochs = 0 }, new() { FirstRoundEpochs = 10 }, new() { ReductionFactor = 1 },
            new() { ValidationFraction = 0 }, new() { Monitor = Recognition.Training.Callbacks.MonitoredMetric.Loss },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => new HyperparameterSearch(Space, options)));
        Assert.Throws<KeyNotFoundException>(() => new HyperparameterSearch(Space, new SearchOptions()).Trials[0]["depth"]);
    }

    private static SearchResult Search(SearchOptions options, IProgress<SearchProgress>? progress, CancellationToken cancellationToken = default) =>
        new HyperparameterSearch(Space, options).Run(Create, Images, Validation, progress, cancellationToken);

    private static Trial Create(TrialValues values) => Create(values.GetInt32("units"), values.GetSingle("rate"));

    private static Trial Create(int units, float rate) => new(
        new Network(
            SyntheticImages.Shape,
            new Flatten(), new Dense(units), new Activation(ActivationFunction.Relu), new Dense(4)),
        new TrainerOptions { BatchSize = 30, Optimizer = new Adam { LearningRate = LearningRateSchedule.CosineDecay(rate) } });

    private sealed class Collector(Action<SearchProgress> collect) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => collect(value);
    }
}
