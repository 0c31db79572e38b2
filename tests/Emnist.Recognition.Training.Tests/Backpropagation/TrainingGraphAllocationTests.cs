using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Tests.Backpropagation;

/// <summary>Not in parallel with other tests: what they allocate would count, as other threads' work must here.</summary>
[Collection(nameof(TrainingGraphAllocationTests))]
public class TrainingGraphAllocationTests
{
    private const int Batch = 100;

    // The runner's own threads may allocate at times, and so does waiting for a thread that has no processor; a graph that
    // allocated would do so in every batch.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_allocates_nothing_in_the_steady_state(int threads) => AllocatesNothing(threads, new Network(
        TensorShape.Image(new ImageSize { Width = 7, Height = 8 }),
        new Conv2D(32, 3) { Padding = Padding.Same }, new Conv2D(32, 3) { Padding = Padding.Same }, new Conv2D(5, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu), new MaxPooling2D(),
        new Dropout(0.5f) { Name = "x" }, new Conv2D(5, 1) { Name = "y" }, new Add { Inputs = ["x", "y", "x"] }, new Conv2D(4, 2), new GlobalAveragePooling2D(),
        new Dense(6) { Activation = ActivationFunction.Gelu }, new Dense(6) { Activation = ActivationFunction.Tanh }, new Activation(ActivationFunction.Softmax), new Dense(3)));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_of_separate_channels_allocates_nothing_either(int threads) => AllocatesNothing(threads, new Network(
        TensorShape.Image(new ImageSize { Width = 7, Height = 8 }).WithChannels(2),
        new ZeroPadding2D(1), new SeparableConv2D(20, 3) { DepthMultiplier = 2 }, new DepthwiseConv2D(3) { Padding = Padding.Same },
        new AveragePooling2D(), new Conv2D(12, 2) { Groups = 4, DilationRate = 2 }, new GlobalAveragePooling2D(), new Dense(3)));

    private static void AllocatesNothing(int threads, Network network)
    {
        using var graph = new TrainingGraph(network, Batch, threads, seed: 1);
        RunBatches(graph, 3);

        Assert.Equal(0, Enumerable.Range(0, 100).Min(_ => AllocatedBy(graph)));
    }

    private static long AllocatedBy(TrainingGraph graph)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        RunBatches(graph, 1);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static void RunBatches(TrainingGraph graph, int batches)
    {
        for (int batch = 0; batch < batches; batch++)
        {
            for (int i = 0; i < graph.Input.Length; i++)
            {
                graph.Input[i] = MathF.Sin(i);
            }

            graph.Forward(Batch);
            graph.OutputGradient.Fill(0.25f);
            graph.Backward(Batch);
        }
    }

    [CollectionDefinition(nameof(TrainingGraphAllocationTests), DisableParallelization = true)]
    public sealed class Alone;
}
