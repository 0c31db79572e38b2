using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>Small files whose networks would take much memory or time are refused, and no network that people use is.</summary>
public sealed class PredictionCostTests
{
    private static readonly Dictionary<string, (Func<TestModel> Model, string Message)> Refused = new()
    {
        ["constants repeated over a million channels"] = (Rescaled, "would keep"),
        ["kernels of one output"] = (Narrow, "would keep"),
        ["pooling over and over"] = (Pooled, "multiplications, or as long"),
        ["a convolution over many pixels"] = (Convolved, "multiplications, or as long"),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void Costly_networks_are_refused(string name)
    {
        (Func<TestModel> model, string message) = Refused[name];
        byte[] file = model().Bytes();
        long before = GC.GetAllocatedBytesForCurrentThread();

        var fault = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(new MemoryStream(file)));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (8 << 20) + (3 * file.Length));
    }

    /// <summary>The most that is accepted, measured: values that are all needed at the end, and a table of windows.</summary>
    [Fact]
    public void A_prediction_takes_no_more_memory_than_is_counted()
    {
        Network network = Wide().Load().Network;
        PredictionCost cost = PredictionCost.Of(network);
        Assert.InRange(cost.Values, ModelLimits.PredictionValues / 2, ModelLimits.PredictionValues);
        float[] input = new float[network.InputShape.Length];
        float[] output = new float[network.OutputShape.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();

        InferencePlan plan = network.ToInferencePlan();
        plan.Predict(input, output, 1);

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, cost.Values, (4 * cost.Values) + (1 << 20));
    }

    [Fact]
    public void Vgg_for_pictures_of_224_is_accepted()
    {
        int[] filters = [64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0];
        Layer[] layers =
        [
            .. filters.Select(static Layer (count) => count == 0
                ? new MaxPooling2D(2)
                : new Conv2D(count, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu }),
            new GlobalAveragePooling2D(),
            new Dense(4096),
            new Dense(1000),
        ];

        AssertAccepted(layers);
    }

    /// <summary>ResNeXt-50, 32 groups of 4: each group's kernel has few outputs.</summary>
    [Fact]
    public void A_residual_network_in_groups_for_pictures_of_224_is_accepted()
    {
        List<Layer> layers = [new Conv2D(64, 7) { Strides = 2, Padding = Padding.Same }, new MaxPooling2D(3) { Strides = 2, Padding = Padding.Same, Name = "start" }];
        string taken = "start";
        foreach ((int width, int blocks, int stride) in ((int, int, int)[])[(128, 3, 1), (256, 4, 2), (512, 6, 2), (1024, 3, 2)])
        {
            for (int block = 0; block < blocks; block++)
            {
                int strides = block == 0 ? stride : 1;
                string name = $"{width}.{block}";
                layers.AddRange(
                    new Conv2D(width, 1) { Inputs = [taken] },
                    new Conv2D(width, 3) { Strides = strides, Padding = Padding.Same, Groups = 32 },
                    new Conv2D(2 * width, 1) { Name = $"{name}.way" });
                string other = taken;
                if (block == 0)
                {
                    other = $"{name}.side";
                    layers.Add(new Conv2D(2 * width, 1) { Strides = strides, Padding = Padding.Same, Inputs = [taken], Name = other });
                }

                layers.AddRange(new Add { Inputs = [other, $"{name}.way"] }, new Activation(ActivationFunction.Relu) { Name = name });
                taken = name;
            }
        }

        layers.AddRange(new GlobalAveragePooling2D(), new Dense(1000));
        AssertAccepted([.. layers]);
    }

    private static void AssertAccepted(Layer[] layers)
    {
        var network = Network.CreateUninitialized(TensorShape.Image(224).WithChannels(3), layers);

        Assert.Null(ModelLimits.Problem(network));
        PredictionCost cost = PredictionCost.Of(network);
        Assert.InRange(cost.Values, 1, ModelLimits.PredictionValues / 2);
        Assert.InRange(cost.Operations, 1_000_000_000, ModelLimits.Operations / 2);
    }

    /// <summary>Four values of four million floats, all of which are added at the end.</summary>
    private static TestModel Wide()
    {
        TestModel model = TestModel.Of(1, 2048, 2048).Floats("w", 1, 1, 1, 1).Node("Conv", "x w", "c");
        for (int i = 0; i < 4; i++)
        {
            model.Node("Relu", "c", $"v{i}");
        }

        return model.Node("Add", "v0 v1", "s1").Node("Add", "s1 v2", "s2").Node("Add", "s2 v3", "s3")
            .Node("GlobalAveragePool", "s3", "p").Node("Flatten", "p", "y");
    }

    private static TestModel Rescaled()
    {
        TestModel model = TestModel.Of(1 << 20).Floats("c").Floats("w", 1 << 20, 1);
        for (int i = 0; i < 20; i++)
        {
            model.Node("Mul", i == 0 ? "x c" : $"r{i - 1} c", $"m{i}").Node("Relu", $"m{i}", $"r{i}");
        }

        return model.Node("MatMul", "r19 w", "y");
    }

    private static TestModel Narrow() => TestModel.Of(1 << 20).Floats("v", 1 << 20, 1).Floats("w", 1 << 20, 1)
        .Node("MatMul", "x v", "a").Node("MatMul", "x w", "b").Node("Add", "a b", "y");

    private static TestModel Pooled()
    {
        TestModel model = TestModel.Of(4096, 32, 32);
        for (int i = 0; i < 60; i++)
        {
            model.Node(
                "MaxPool", i == 0 ? "x" : $"v{i - 1}", $"v{i}",
                AttributeProto.OfIntegers("kernel_shape", 9, 9), AttributeProto.OfIntegers("pads", 4, 4, 4, 4));
        }

        return model.Node("GlobalAveragePool", "v59", "p").Node("Flatten", "p", "y");
    }

    private static TestModel Convolved()
    {
        TestModel model = TestModel.Of(128, 180, 180);
        for (int i = 0; i < 6; i++)
        {
            model.Floats($"w{i}", 128, 128, 5, 5)
                .Node("Conv", $"{(i == 0 ? "x" : $"v{i - 1}")} w{i}", $"v{i}", AttributeProto.OfIntegers("pads", 2, 2, 2, 2));
        }

        return model.Node("GlobalAveragePool", "v5", "p").Node("Flatten", "p", "y");
    }
}
