using Emnist.Recognition.Networks;
using Emnist.Recognition.Tool.Commands;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Losses;
using Emnist.Recognition.Training.Optimizers;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tool.Training;

/// <summary>Makes a trial of the values of a search: what these leave open is as the network was published.</summary>
internal sealed class SearchTrials(string? network, int classes, int seed, int threads)
{
    public const string LearningRate = "learning-rate";
    public const string WeightDecay = "weight-decay";

    private const string NetworkName = "network";
    private const string OptimizerName = "optimizer";
    private const string Schedule = "schedule";
    private const string BatchSize = "batch-size";
    private const string LabelSmoothing = "label-smoothing";
    private const string WeightAverage = "weight-average";
    private const string AugmentationName = "augmentation";

    public static IReadOnlyList<string> Names { get; } =
        [NetworkName, OptimizerName, LearningRate, Schedule, WeightDecay, BatchSize, LabelSmoothing, WeightAverage, AugmentationName];

    public Trial Create(TrialValues values)
    {
        Network created = Reference(values).Create(classes);
        created.Initialize(seed);
        return new Trial(created, Options(values));
    }

    /// <exception cref="ToolException">A value is not one of those that its name can have.</exception>
    public void Check(IEnumerable<TrialValues> trials)
    {
        foreach (TrialValues values in trials)
        {
            try
            {
                _ = new Trainer(Options(values));
            }
            catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
            {
                throw ToolException.Usage($"--vary: {values} cannot be trained: {e.Message}");
            }
        }
    }

    private static string? Find(TrialValues values, string name) => values.Values.FirstOrDefault(pair => pair.Key == name).Value;

    private static ToolException Unknown(string name, string value, string known) =>
        ToolException.Usage($"--vary: {name} is one of {known}, not '{value}'.");

    private ReferenceNetwork Reference(TrialValues values) => NetworkChoice.Find(Find(values, NetworkName) ?? network
        ?? throw ToolException.Usage("name a network by --network, or several by --vary network=NAME,NAME."));

    private TrainerOptions Options(TrialValues values)
    {
        TrainerOptions preset = Reference(values).Training;
        return preset with
        {
            Optimizer = ReadOptimizer(values, preset.Optimizer),
            BatchSize = Find(values, BatchSize) is null ? preset.BatchSize : values.GetInt32(BatchSize),
            Loss = Find(values, LabelSmoothing) is null ? preset.Loss : new CategoricalCrossentropy { LabelSmoothing = values.GetSingle(LabelSmoothing) },
            WeightAverageMomentum = Find(values, WeightAverage) is null ? preset.WeightAverageMomentum : values.GetSingle(WeightAverage),
            Augmentation = Find(values, AugmentationName) switch
            {
                null => preset.Augmentation,
                "none" => null,
                "handwriting" => Augmentation.Handwriting,
                var other => throw Unknown(AugmentationName, other, "none, handwriting"),
            },
            Seed = seed,
            MaxDegreeOfParallelism = threads,
        };
    }

    private static Optimizer ReadOptimizer(TrialValues values, Optimizer preset)
    {
        Optimizer optimizer = (Find(values, OptimizerName), Find(values, WeightDecay)) switch
        {
            (null, null) => preset,
            (null or "adamw", not null) => new AdamW { WeightDecay = values.GetSingle(WeightDecay) },
            ("adam", null) => new Adam(),
            ("adamw", null) => new AdamW(),
            ("sgd", null) => new Sgd { Momentum = 0.9f, Nesterov = true },
            ("adam" or "sgd", not null) => throw ToolException.Usage("--vary: weight-decay goes with the optimizer adamw."),
            (var other, _) => throw Unknown(OptimizerName, other!, "adam, adamw, sgd"),
        };
        if (Find(values, LearningRate) is null && Find(values, Schedule) is null)
        {
            return optimizer;
        }

        float rate = Find(values, LearningRate) is null ? 1e-3f : values.GetSingle(LearningRate);
        return optimizer with
        {
            LearningRate = Find(values, Schedule) switch
            {
                null or "constant" => rate,
                "cosine" => LearningRateSchedule.CosineDecay(rate),
                "one-cycle" => LearningRateSchedule.OneCycle(rate),
                var other => throw Unknown(Schedule, other, "constant, cosine, one-cycle"),
            },
        };
    }
}
