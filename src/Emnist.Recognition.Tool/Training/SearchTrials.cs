using Emnist.Recognition.Tool.Commands;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tool.Training;

/// <summary>Makes a trial of the values of a search: what these leave open is as the network's preset has it.</summary>
internal sealed class SearchTrials(string? network, int seed, int threads)
{
    public const string Network = "network";
    public const string Optimizer = "optimizer";
    public const string LearningRate = "learning-rate";
    public const string Schedule = "schedule";
    public const string WeightDecay = "weight-decay";
    public const string BatchSize = "batch-size";
    public const string LabelSmoothing = "label-smoothing";
    public const string WeightAverage = "weight-average";
    public const string Augmentation = "augmentation";

    public static IReadOnlyList<string> Names { get; } =
        [Network, Optimizer, LearningRate, Schedule, WeightDecay, BatchSize, LabelSmoothing, WeightAverage, Augmentation];

    public Trial Create(TrialValues values, TrainingSet set)
    {
        Recognition.Networks.Network created = Reference(values).Create(set.Images.ClassNames.Count);
        created.Initialize(seed);
        return new Trial(created, set.Adapt(Options(values, set.Images.Count)));
    }

    public ReferenceNetwork Reference(TrialValues values) => NetworkChoice.Find(Find(values, Network) ?? network
        ?? throw ToolException.Usage("name a network by --network, or several by --vary network=NAME,NAME."));

    public TrainerOptions Options(TrialValues values, int images) =>
        new TrainingChanges
        {
            Optimizer = Find(values, Optimizer),
            LearningRate = Number(values, LearningRate),
            Schedule = Find(values, Schedule),
            WeightDecay = Number(values, WeightDecay),
            BatchSize = Find(values, BatchSize) is null ? null : values.GetInt32(BatchSize),
            LabelSmoothing = Number(values, LabelSmoothing),
            WeightAverage = Number(values, WeightAverage),
            Augmentation = Find(values, Augmentation),
        }.Apply(Reference(values).TrainingFor(images)) with { Seed = seed, MaxDegreeOfParallelism = threads };

    /// <exception cref="ToolException">A value is not one of those that its name can have.</exception>
    public void Check(IEnumerable<TrialValues> trials)
    {
        foreach (TrialValues values in trials)
        {
            try
            {
                _ = new Trainer(Options(values, images: 1));
            }
            catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
            {
                throw ToolException.Usage($"--vary: {values} cannot be trained: {ErrorText.Describe(e).Message}");
            }
            catch (ToolException e)
            {
                throw ToolException.Usage($"--vary: {e.Message}");
            }
        }
    }

    private static string? Find(TrialValues values, string name) => values.Values.FirstOrDefault(pair => pair.Key == name).Value;

    private static float? Number(TrialValues values, string name) => Find(values, name) is null ? null : values.GetSingle(name);
}
