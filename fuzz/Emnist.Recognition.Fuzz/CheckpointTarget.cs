using Emnist.Recognition.Networks;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Checkpoints;
using Emnist.Recognition.Training.Tests.Checkpoints;

namespace Emnist.Recognition.Fuzz;

/// <summary>Resuming a training at its checkpoint; it then goes on to its end. A refused one leaves the network as it was.</summary>
internal sealed class CheckpointTarget()
    : FuzzTarget("checkpoint", [.. SeedFiles.Checkpoints()], new CheckpointMutator(), SmallFileAllocation)
{
    /// <inheritdoc/>
    public override Action? Read(byte[] input)
    {
        FuzzFolder.Write(TrainerOptions.CheckpointFileName, input);
        TrainerOptions options = GoldenTraining.Options(FuzzFolder.Path) with { MaxDegreeOfParallelism = 1 };
        Network network = GoldenTraining.CreateNetwork();
        float[][] before = network.CopyParameters();
        try
        {
            // The sound ones have two epochs, after which nothing is trained.
            Fit(network, options with { PauseAfterEpoch = 1 });
            return network.IsFinite
                ? () => TrainOn(options)
                : throw new InvalidOperationException("The network has weights that are not finite.");
        }
        catch (CheckpointException)
        {
            return network.CopyParameters().Zip(before).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second))
                ? null
                : throw new InvalidOperationException("The checkpoint was refused, and the network was changed.");
        }
    }

    private static void TrainOn(TrainerOptions options)
    {
        try
        {
            Fit(GoldenTraining.CreateNetwork(), options);
        }
        catch (TrainingDivergedException)
        {
        }
    }

    private static void Fit(Network network, TrainerOptions options) => new Trainer(options).Fit(network, GoldenTraining.Samples);
}
