using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Tests.Backpropagation;

/// <summary>Layers are data: training, prediction and ONNX each look at them from outside, and none may forget a kind.</summary>
public sealed class LayerKindsTests
{
    /// <summary>A network that begins with a layer of each kind; an activation for each function.</summary>
    public static TheoryData<string> Kinds => [.. Networks.Keys];

    private static Dictionary<string, Network> Networks { get; } = new()
    {
        [nameof(Conv2D)] = new Network(TensorShape.Image(4).WithChannels(2), new Conv2D(3, 2), new Flatten()),
        [nameof(DepthwiseConv2D)] = new Network(TensorShape.Image(4).WithChannels(2), new DepthwiseConv2D(2) { DepthMultiplier = 2 }, new Flatten()),
        [nameof(SeparableConv2D)] = new Network(TensorShape.Image(4).WithChannels(2), new SeparableConv2D(3, 2), new Flatten()),
        [nameof(MaxPooling2D)] = new Network(TensorShape.Image(4).WithChannels(2), new MaxPooling2D(), new Flatten()),
        [nameof(AveragePooling2D)] = new Network(TensorShape.Image(4).WithChannels(2), new AveragePooling2D(), new Flatten()),
        [nameof(ZeroPadding2D)] = new Network(TensorShape.Image(4).WithChannels(2), new ZeroPadding2D(1), new Flatten()),
        [nameof(GlobalAveragePooling2D)] = new Network(TensorShape.Image(4).WithChannels(2), new GlobalAveragePooling2D()),
        [nameof(Flatten)] = new Network(TensorShape.Image(4).WithChannels(2), new Flatten()),
        [nameof(Dense)] = new Network(TensorShape.Vector(5), new Dense(3)),
        [nameof(BatchNormalization)] = new Network(TensorShape.Vector(5), new BatchNormalization()),
        [nameof(Add)] = new Network(TensorShape.Vector(5), new Add { Inputs = ["input", "input"] }),
        [nameof(Rescaling)] = new Network(TensorShape.Vector(5), new Rescaling(2, 1)),
        [nameof(Dropout)] = new Network(TensorShape.Vector(5), new Dropout(0.5f)),
        ["Activation Linear"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Linear)),
        ["Activation Relu"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Relu)),
        ["Activation Softmax"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Softmax)),
        ["Activation Tanh"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Tanh)),
        ["Activation Sigmoid"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Sigmoid)),
        ["Activation LeakyRelu"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.LeakyRelu)),
        ["Activation Elu"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Elu)),
        ["Activation Gelu"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Gelu)),
        ["Activation Silu"] = new Network(TensorShape.Vector(5), new Activation(ActivationFunction.Silu)),
    };

    [Fact]
    public void Every_kind_of_layer_is_listed_here()
    {
        IEnumerable<string> kinds = typeof(Layer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Layer)) && type.IsPublic && !type.IsAbstract && type != typeof(Activation))
            .Select(type => type.Name)
            .Concat(Enum.GetNames<ActivationFunction>().Select(function => $"Activation {function}"));

        Assert.Equal(kinds.Order(StringComparer.Ordinal), Networks.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_layer_trains_predicts_and_is_saved(string kind)
    {
        Network network = Networks[kind];
        float[] input = new float[network.InputShape.Length];
        float[] output = new float[network.OutputShape.Length];
        network.ToInferencePlan().Predict(input, output, 1);

        using var team = new WorkerTeam(1);
        Assert.All(network.Layers[0].Operations, operation => TrainingSteps.Create(operation, new TrainingContext(team, seed: 1)));

        using var file = new MemoryStream();
        new OnnxModel(network, [.. Enumerable.Range(0, network.OutputShape.Length).Select(i => $"class {i}")]).Save(file);
        Assert.True(file.Length > 0);
    }
}
