using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Tool.Training;

/// <summary>What the command line changes of how a network is trained; null leaves it as the network's preset has it.</summary>
internal sealed record TrainingChanges
{
    public const string OptimizerNames = "adam, adamw, rmsprop, sgd";
    public const string ScheduleNames = "constant, cosine, one-cycle";
    public const string AugmentationNames = "none, handwriting, redrawing";

    public string? Optimizer { get; init; }

    public float? LearningRate { get; init; }

    public string? Schedule { get; init; }

    public float? WeightDecay { get; init; }

    public int? BatchSize { get; init; }

    public float? LabelSmoothing { get; init; }

    public float? WeightAverage { get; init; }

    public string? Augmentation { get; init; }

    public float? NonCharacters { get; init; }

    /// <param name="preset">How the network is trained otherwise.</param>
    /// <exception cref="ToolException">A name is not known, or two do not go together.</exception>
    public TrainerOptions Apply(TrainerOptions preset) => preset with
    {
        Optimizer = ChangeOptimizer(preset.Optimizer),
        BatchSize = BatchSize ?? preset.BatchSize,
        LabelSmoothing = LabelSmoothing ?? preset.LabelSmoothing,
        WeightAverageMomentum = WeightAverage ?? preset.WeightAverageMomentum,
        Augmentation = NonCharacters is > 0 and { } share
            ? (ChangeAugmentation(preset.Augmentation) ?? new Augmentation()) with { NonCharacters = share }
            : ChangeAugmentation(preset.Augmentation),
    };

    private Augmentation? ChangeAugmentation(Augmentation? preset) => Augmentation switch
    {
        null => preset,
        "none" => null,
        "handwriting" => Recognition.Training.Augmentation.Handwriting,
        "redrawing" => new Augmentation { Redrawing = 0.25f },
        _ => throw Unknown("augmentation", Augmentation, AugmentationNames),
    };

    private static ToolException Unknown(string option, string value, string known) =>
        ToolException.Usage($"--{option} is one of {known}, not '{value}'.");

    private Optimizer ChangeOptimizer(Optimizer preset)
    {
        Optimizer optimizer = (Optimizer, WeightDecay) switch
        {
            (null, null) => preset,
            (null, { } decay) => new AdamW { WeightDecay = decay, LearningRate = preset.LearningRate },
            ("adamw", { } decay) => new AdamW { WeightDecay = decay },
            ("adam", null) => new Adam(),
            ("adamw", null) => new AdamW(),
            ("rmsprop", null) => new RmsProp(),
            ("sgd", null) => new Sgd { Momentum = 0.9f, Nesterov = true },
            ("adam" or "rmsprop" or "sgd", _) => throw ToolException.Usage("a weight decay goes with the optimizer adamw."),
            _ => throw Unknown("optimizer", Optimizer!, OptimizerNames),
        };
        float rate = LearningRate ?? optimizer.LearningRate.Peak;
        return optimizer.WithLearningRate(Schedule switch
        {
            null => optimizer.LearningRate.WithPeak(rate),
            "constant" => rate,
            "cosine" => LearningRateSchedule.CosineDecay(rate),
            "one-cycle" => LearningRateSchedule.OneCycle(rate),
            _ => throw Unknown("schedule", Schedule, ScheduleNames),
        });
    }
}
