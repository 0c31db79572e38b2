using System.Buffers;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Tests.Networks;

public class InferencePlanTests
{
    private static readonly Network Small = new(
        TensorShape.Image(new ImageSize { Width = 6, Height = 9 }).WithChannels(2),
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
            foreach (int threads in (int[])[-1, 1, 2, 3, 100, int.MaxValue])
            {
                float[] outputs = new float[count * 7];
                plan.Predict(inputs, outputs, count, new ParallelOptions { MaxDegreeOfParallelism = threads });
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
        plan.PredictBytes([0, 51, 255], fromBytes, 1);
        plan.Predict([0f, 51f * (1f / 255), 255f * (1f / 255)], fromFloats, 1);

        Assert.Equal(fromFloats, fromBytes);
    }

    [Fact]
    public void Whole_numbers_are_taken_as_they_are()
    {
        Network network = new(TensorShape.Vector(3), new Dense(2));
        float[] outputs = new float[2];
        network.ToInferencePlan().Predict([1, 0, 3], outputs, 1);

        Assert.Equal(network.Predict([1f, 0f, 3f]), outputs);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_stops_when_it_is_cancelled(int threads)
    {
        InferencePlan plan = Small.ToInferencePlan();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = new CancellationToken(canceled: true) };

        Assert.Throws<OperationCanceledException>(() => plan.Predict(Inputs(50), new float[50 * 7], 50, parallel));
        Assert.Throws<OperationCanceledException>(() => plan.Predict(Inputs(0), Memory<float>.Empty, 0, parallel));
        Assert.Throws<OperationCanceledException>(() => plan.PredictBytes(new byte[50 * 108], new float[50 * 7], 50, parallel));

        using var source = new CancellationTokenSource();
        using var inputs = new WatchedMemory(Inputs(5000), source.Cancel);
        parallel.CancellationToken = source.Token;
        Assert.Throws<OperationCanceledException>(() => plan.Predict(inputs.Memory, new float[5000 * 7], 5000, parallel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_goes_wrong_on_a_thread_comes_out_as_it_is(int threads)
    {
        using var inputs = new WatchedMemory(Inputs(50), static () => throw new IOException("The mapped file is gone."));

        Assert.Throws<IOException>(() => Small.ToInferencePlan().Predict(
            inputs.Memory, new float[50 * 7], 50, new ParallelOptions { MaxDegreeOfParallelism = threads }));
    }

    [Fact]
    public void What_is_not_a_number_stays_in_its_sample()
    {
        InferencePlan plan = Small.ToInferencePlan();
        float[] inputs = Inputs(20);
        float[] expected = new float[20 * 7];
        plan.Predict(inputs, expected, 20);
        inputs[(5 * 108) + 50] = float.NaN;
        float[] outputs = new float[20 * 7];
        plan.Predict(inputs, outputs, 20);

        Assert.All(outputs[35..42], output => Assert.True(float.IsNaN(output), $"{output}"));
        Assert.Equal(expected[..35], outputs[..35]);
        Assert.Equal(expected[42..], outputs[42..]);
    }

    [Fact]
    public void A_plan_tells_its_shapes() => Assert.Equal("InferencePlan [9, 6, 2] -> [7]", Small.ToInferencePlan().ToString());

    [Fact]
    public void Probabilities_are_made_once_whatever_stands_after_the_softmax()
    {
        TensorShape pixel = TensorShape.Image(1).WithChannels(5);
        Layer softmax = new Activation(ActivationFunction.Softmax);
        Layer linear = new Activation(ActivationFunction.Linear);
        Layer[][] tails = [[], [softmax], [softmax, linear], [softmax, new Dropout(0.5f), new Flatten(), linear]];
        float[][] outputs =
        [
            .. tails.Select(tail => Probabilities(new Network(pixel, [new Conv2D(4, 1), .. tail, new Flatten()]))),
            .. tails.Select(tail => Probabilities(new Network(pixel, [new Conv2D(4, 1), new Flatten(), .. tail]))),
        ];

        Assert.Equal(1, outputs[0].Sum(), 1e-6);
        Assert.All(outputs, output => Assert.Equal(outputs[0], output));
    }

    [Fact]
    public void Softmaxes_side_by_side_are_no_probabilities_of_the_outputs()
    {
        var network = new Network(
            TensorShape.Image(new ImageSize { Width = 2, Height = 1 }).WithChannels(5),
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
        plan.Predict([], [], 0);
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

    /// <summary>Memory that does something whenever it is looked into.</summary>
    private sealed class WatchedMemory(float[] values, Action look) : MemoryManager<float>
    {
        public override Memory<float> Memory => CreateMemory(values.Length);

        public override Span<float> GetSpan()
        {
            look();
            return values;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
