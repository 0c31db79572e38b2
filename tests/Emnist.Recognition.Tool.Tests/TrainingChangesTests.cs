using Emnist.Recognition.Tool.Training;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Tool.Tests;

public class TrainingChangesTests
{
    private static readonly TrainerOptions Preset = new()
    {
        BatchSize = 100,
        Optimizer = new Adam { Beta1 = 0.8f, LearningRate = LearningRateSchedule.CosineDecay(2e-3f, 0.1f) },
        Augmentation = Augmentation.Handwriting,
    };

    [Fact]
    public void What_is_not_named_stays()
    {
        TrainerOptions same = new TrainingChanges().Apply(Preset);

        Assert.Equal($"{Preset.Optimizer}", $"{same.Optimizer}");
        Assert.Equal(Preset with { Optimizer = same.Optimizer }, same);
    }

    [Fact]
    public void A_rate_keeps_the_schedule_and_a_schedule_the_rate()
    {
        Assert.Equal(
            $"{new Adam { Beta1 = 0.8f, LearningRate = LearningRateSchedule.CosineDecay(0.1f, 0.1f) }}",
            $"{new TrainingChanges { LearningRate = 0.1f }.Apply(Preset).Optimizer}");
        Assert.Equal(
            $"{new Adam { Beta1 = 0.8f, LearningRate = LearningRateSchedule.OneCycle(2e-3f) }}",
            $"{new TrainingChanges { Schedule = "one-cycle" }.Apply(Preset).Optimizer}");
    }

    [Fact]
    public void Another_optimizer_has_its_own_rate()
    {
        Assert.Equal($"{new Sgd { Momentum = 0.9f, Nesterov = true }}", $"{new TrainingChanges { Optimizer = "sgd" }.Apply(Preset).Optimizer}");
        Assert.Equal($"{new RmsProp()}", $"{new TrainingChanges { Optimizer = "rmsprop" }.Apply(Preset).Optimizer}");
        Assert.Throws<ToolException>(() => new TrainingChanges { Optimizer = "rmsprop", WeightDecay = 0.1f }.Apply(Preset));
        Assert.Equal(
            $"{new AdamW { LearningRate = 0.5f }}", $"{new TrainingChanges { Optimizer = "adamw", LearningRate = 0.5f }.Apply(Preset).Optimizer}");
        Assert.Equal(
            $"{new AdamW { WeightDecay = 0.1f, LearningRate = Preset.Optimizer.LearningRate }}",
            $"{new TrainingChanges { WeightDecay = 0.1f }.Apply(Preset).Optimizer}");
    }

    [Fact]
    public void The_rest_is_changed_by_name()
    {
        TrainerOptions changed = new TrainingChanges { BatchSize = 7, LabelSmoothing = 0.2f, WeightAverage = 0.9f, Augmentation = "none" }.Apply(Preset);

        Assert.Equal(
            Preset with { BatchSize = 7, LabelSmoothing = 0.2f, WeightAverageMomentum = 0.9f, Augmentation = null, Optimizer = changed.Optimizer },
            changed);
        Assert.Equal(Augmentation.Handwriting, new TrainingChanges { Augmentation = "handwriting" }.Apply(changed).Augmentation);
        Assert.Throws<ToolException>(() => new TrainingChanges { Augmentation = "much" }.Apply(Preset));
        Assert.Throws<ToolException>(() => new TrainingChanges { Schedule = "steep" }.Apply(Preset));
    }
}
