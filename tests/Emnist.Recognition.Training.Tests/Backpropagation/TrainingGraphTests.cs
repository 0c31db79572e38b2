using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Tests.Backpropagation;

public class TrainingGraphTests
{
    // Layers that write over their input must still leave it whole for those that read it on the way back.
    [Fact]
    public void Layers_in_place_give_the_gradients_of_layers_that_are_not()
    {
        static Network Create(params Layer[] between) => new(
            TensorShape.Vector(12), [new Dense(9), .. between, new Dense(4)]);
        Layer relu = new Activation(ActivationFunction.Relu);
        Layer linear = new Activation(ActivationFunction.Linear);

        float[][] plain = Gradients(Create(relu));
        Assert.Equal(plain, Gradients(Create(linear, relu, linear)));
        Assert.Equal(plain, Gradients(Create(relu, relu, new Dropout(0), linear, relu)));
        Layer tanh = new Activation(ActivationFunction.Tanh);
        Layer gelu = new Activation(ActivationFunction.Gelu);
        float[][] curved = Gradients(Create(tanh, gelu));
        Assert.Equal(curved, Gradients(Create(linear, tanh, linear, gelu, linear)));
        Assert.Equal(curved, Gradients(Create(new Dropout(0), tanh, new Dropout(0), gelu, new Dropout(0))));
    }

    // What comes before a ReLU does it on the way forward, unless a layer stands between, or another takes the output too.
    [Fact]
    public void Layers_that_rectify_their_output_give_the_gradients_of_a_ReLU_by_itself()
    {
        Layer[] before =
        [
            new Conv2D(32, 3) { Padding = Padding.Same, Name = "x" }, new Conv2D(5, 2) { Name = "x" },
            new DepthwiseConv2D(3) { Name = "x" }, new BatchNormalization { Name = "x" },
        ];
        foreach (Layer layer in before)
        {
            Network Create(params Layer[] behind) => new(
                TensorShape.Image(new ImageSize { Width = 8, Height = 7 }).WithChannels(32),
                [layer, .. behind, new MaxPooling2D(), new Flatten(), new Dense(4)]);
            float[][] taken = Gradients(Create(new Activation(ActivationFunction.Relu)));
            Assert.Equal(taken, Gradients(Create(new Activation(ActivationFunction.Linear), new Activation(ActivationFunction.Relu))));

            // x and the ReLU of -x, which has nothing where x is left.
            float[][] shared = Gradients(Create(
                new Activation(ActivationFunction.Relu) { Name = "r" }, new Rescaling(-1, 0) { Inputs = ["x"] },
                new Activation(ActivationFunction.Relu), new Rescaling(-1, 0) { Name = "n" }, new Add { Inputs = ["r", "n"] }));
            Assert.Equal(Gradients(Create(new Activation(ActivationFunction.Linear))), shared);
        }
    }

    [Fact]
    public void A_softmax_at_the_end_and_what_follows_it_are_left_out()
    {
        static Network Create(params Layer[] tail) => new(TensorShape.Vector(12), [new Dense(9), .. tail]);
        Layer softmax = new Activation(ActivationFunction.Softmax);
        Layer linear = new Activation(ActivationFunction.Linear);

        float[][] logits = Gradients(Create());
        Assert.Equal(logits, Gradients(Create(softmax)));
        Assert.Equal(logits, Gradients(Create(softmax, linear)));
        Assert.Equal(logits, Gradients(Create(softmax, new Dropout(0.5f), new Flatten())));
        Assert.NotEqual(logits, Gradients(Create(softmax, new Activation(ActivationFunction.Relu))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void No_bit_of_the_gradients_depends_on_the_threads(int threads)
    {
        Network network = new(
            TensorShape.Image(new ImageSize { Width = 15, Height = 14 }).WithChannels(3),
            new Conv2D(32, 3) { Padding = Padding.Same }, new BatchNormalization(), new Activation(ActivationFunction.Relu),
            new Conv2D(32, 3) { Padding = Padding.Same }, new Activation(ActivationFunction.Softmax), new MaxPooling2D(),
            new Dropout(0.4f) { Name = "x" }, new Conv2D(32, 3) { Padding = Padding.Same, Name = "y" }, new Add { Inputs = ["y", "x", "x"] },
            new Conv2D(5, 2), new GlobalAveragePooling2D(), new BatchNormalization(), new Dense(7));

        Assert.Equal(Gradients(network, threads: 1), Gradients(network, threads));
        Network separable = new(
            TensorShape.Image(new ImageSize { Width = 15, Height = 14 }).WithChannels(3),
            new ZeroPadding2D(1), new SeparableConv2D(40, 3), new BatchNormalization(), new Activation(ActivationFunction.Relu),
            new DepthwiseConv2D(3) { Padding = Padding.Same, DepthMultiplier = 2 }, new AveragePooling2D(3) { Strides = 2 },
            new Conv2D(24, 3) { Groups = 4, DilationRate = 2 }, new GlobalAveragePooling2D(), new Dense(7));
        Assert.Equal(Gradients(separable, threads: 1), Gradients(separable, threads));
    }

    private static float[][] Gradients(Network network, int threads = 2)
    {
        network.Initialize(5);
        using var graph = new TrainingGraph(network, maxBatch: 10, threads, seed: 1);
        RunBatches(graph, 1);
        return [.. graph.Gradients.Select(gradient => gradient.Gradient.Span.ToArray())];
    }

    private static void RunBatches(TrainingGraph graph, int batches)
    {
        for (int batch = 0; batch < batches; batch++)
        {
            for (int i = 0; i < graph.Input.Length; i++)
            {
                graph.Input[i] = MathF.Sin(i);
            }

            graph.Forward(10);
            graph.OutputGradient.Fill(0.25f);
            graph.Backward(10);
        }
    }
}
