using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Tests.Networks;

public class InferencePlanTests
{
    private static readonly Network Small = new(
        TensorShape.Image(new ImageSize { Width = 6, Height = 9 }, 2),
        new Conv2D(5, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu), new Dropout(0.5f),
        new MaxPooling2D(), new Flatten(), new BatchNormalization(), new Dense(7), new Activation(ActivationFunction.Softmax));

    [Fact]
    public void A_sample_gives_the_same_alone_as_in_a_batch_but_for_rounding()
    {
        InferencePlan plan = Small.ToInferencePlan();
        float[] inputs = Inputs(50);
        float[] together = new float[50 * 7];
        plan.Predict(inputs, together, 50);

        for (int i = 0; i < 50; i++)
        {
            float[] alone = new float[7];
            plan.Predict(inputs.AsSpan(i * 108, 108), alone, 1);
            Close.Equal([.. together[(i * 7)..((i + 1) * 7)].Select(value => (double)value)], alone, 1e-6);
            Assert.Equal(1, alone.Sum(), 1e-5);
        }
    }

    [Fact]
    public void Threads_share_out_a_batch_of_any_size_and_change_nothing()
    {
        InferencePlan plan = Small.ToInferencePlan();
        float[] inputs = Inputs(50);
        foreach (int count in (int[])[0, 1, 2, 7, 50])
        {
            float[] expected = new float[count * 7];
            plan.Predict(inputs, expected, count);
            foreach (int threads in (int[])[1, 2, 3, 100, int.MaxValue])
            {
                float[] outputs = new float[count * 7];
                plan.Predict(inputs, outputs, count, threads);
                Close.Equal([.. expected.Select(value => (double)value)], outputs, 1e-6);
            }
        }
    }

    [Fact]
    public void Threads_share_a_plan()
    {
        InferencePlan plan = Small.ToInferencePlan();
        float[] inputs = Inputs(40);
        float[] expected = new float[40 * 7];
        plan.Predict(inputs, expected, 40);

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            float[] outputs = new float[(1 + (i % 40)) * 7];
            plan.Predict(inputs, outputs, 1 + (i % 40));
            Close.Equal([.. expected[..outputs.Length].Select(value => (double)value)], outputs, 1e-6);
        });
    }

    [Fact]
    public void Training_the_network_further_leaves_the_plan_as_it_was()
    {
        var network = new Network(TensorShape.Vector(3), new Dense(2));
        InferencePlan plan = network.ToInferencePlan();
        float[] before = new float[2];
        plan.Predict([1, 2, 3], before, 1);
        network.Initialize(99);
        float[] after = new float[2];
        plan.Predict([1, 2, 3], after, 1);

        Assert.Equal(before, after);
    }

    [Fact]
    public void Bytes_are_taken_as_0_to_1()
    {
        InferencePlan plan = new Network(TensorShape.Vector(3), new Dense(2)).ToInferencePlan();
        float[] fromBytes = new float[2];
        float[] fromFloats = new float[2];
        plan.Predict((ReadOnlySpan<byte>)[0, 51, 255], fromBytes, 1);
        plan.Predict([0f, 51f * (1f / 255), 255f * (1f / 255)], fromFloats, 1);

        Assert.Equal(fromFloats, fromBytes);
    }

    [Fact]
    public void Probabilities_are_made_once_whatever_stands_after_the_softmax()
    {
        Layer softmax = new Activation(ActivationFunction.Softmax);
        Layer linear = new Activation(ActivationFunction.Linear);
        Layer[][] tails = [[], [softmax], [softmax, linear], [softmax, new Dropout(0.5f), new Flatten(), linear]];
        float[][] outputs =
        [
            .. tails.Select(tail => Probabilities(new Network(TensorShape.Image(1, 5), [new Conv2D(4, 1), .. tail, new Flatten()]))),
            .. tails.Select(tail => Probabilities(new Network(TensorShape.Image(1, 5), [new Conv2D(4, 1), new Flatten(), .. tail]))),
        ];

        Assert.Equal(1, outputs[0].Sum(), 1e-6);
        Assert.All(outputs, output => Assert.Equal(outputs[0], output));
    }

    [Fact]
    public void Softmaxes_side_by_side_are_no_probabilities_of_the_outputs()
    {
        var network = new Network(
            TensorShape.Image(new ImageSize { Width = 2, Height = 1 }, 5),
            new Conv2D(4, 1), new Activation(ActivationFunction.Softmax), new Flatten());

        Assert.False(network.EndsInSoftmax);
        Assert.Equal(1, Probabilities(network).Sum(), 1e-6);
    }

    [Fact]
    public void Spans_that_are_too_short_are_refused()
    {
        InferencePlan plan = Small.ToInferencePlan();
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Predict(new float[108], new float[7], -1));
        Assert.StartsWith(
            "2 samples of [9, 6, 2] need 216 values; there are 215.",
            Assert.Throws<ArgumentException>(() => plan.Predict(new float[215], new float[14], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => plan.Predict(new float[216], new float[13], 2));
        Assert.Throws<ArgumentException>(() => plan.Predict(new float[8], new float[8], int.MaxValue));
        plan.Predict(ReadOnlySpan<float>.Empty, [], 0);
    }

    private static float[] Probabilities(Network network)
    {
        float[] outputs = new float[network.OutputShape.Length];
        network.ToProbabilityPlan().Predict(Inputs(1).AsSpan(0, network.InputShape.Length), outputs, 1);
        return outputs;
    }

    private static float[] Inputs(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count * 108).Select(_ => random.NextSingle() - 0.5f)];
    }
}
