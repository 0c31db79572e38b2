using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.Onnx;

/// <summary>
/// Models that earlier releases saved, in a folder for each in Golden, still load as what they were. Beside each lies
/// what that release said of it: its layers, names and facts, and its outputs for the first three samples of
/// <see cref="TestNetworks.Inputs"/>. The files are kept as they are for good; a release adds a folder.
/// </summary>
/// <remarks>
/// 0.1.0: commit 982183c, the networks below with <see cref="TestNetworks.Fill"/>'s parameters, whose files that commit
/// wrote by <c>OnnxModel.Save</c> and whose outputs it computed with the plan of its <c>Network.Compile()</c>. Between
/// them they have every kind of layer, and every option that is stored, away from its default somewhere.
/// </remarks>
public sealed class GoldenModelTests
{
    private static readonly string Folder = Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Tests", "Onnx", "Golden");

    private static readonly Dictionary<string, Network> Networks = new()
    {
        ["flattened"] = TestNetworks.Fill(new Network(
            TensorShape.Image(new ImageSize { Width = 6, Height = 9 }).WithChannels(2),
            new Conv2D(3, new WindowSize { Height = 3, Width = 2 }) { Padding = Padding.Same, Name = "first" },
            new BatchNormalization { Epsilon = 2e-3f, Momentum = 0.9f },
            new Activation(ActivationFunction.Relu),
            new Conv2D(4, new WindowSize { Height = 2, Width = 3 }) { Strides = new WindowSize { Height = 2, Width = 1 }, UseBias = false },
            new MaxPooling2D(new WindowSize { Height = 3, Width = 2 })
            {
                Padding = Padding.Same, Strides = new WindowSize { Height = 1, Width = 2 },
            },
            new Dropout(0.3f),
            new Flatten(),
            new Dense(7) { UseBias = false },
            new Activation(ActivationFunction.Linear),
            new Dense(4),
            new Activation(ActivationFunction.Softmax))),
        ["pooled"] = TestNetworks.Fill(new Network(
            TensorShape.Image(new ImageSize { Width = 7, Height = 8 }),
            new Conv2D(6, 3),
            new Activation(ActivationFunction.Relu),
            new MaxPooling2D(),
            new GlobalAveragePooling2D { Name = "mean" },
            new Dense(3))),
    };

    public static TheoryData<string> Models =>
        [.. from release in Directory.GetDirectories(Folder) from name in Networks.Keys select $"{Path.GetFileName(release)}/{name}"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Models_of_earlier_releases_load_and_predict_as_they_did(string file)
    {
        OnnxModel model = OnnxModel.Load(Path.Combine(Folder, $"{file}.onnx"));
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{file}.json")));

        Assert.Equal(Texts(recorded, "layers"), model.Network.Layers.Select(
            layer => $"{layer.Name} {layer.Definition.GetType().Name} {layer.OutputShape}"));
        Assert.Equal(Texts(recorded, "classNames"), model.ClassNames);
        Assert.Equal(
            recorded.RootElement.GetProperty("metadata").EnumerateObject().Select(fact => (fact.Name, fact.Value.GetString()!)).Order(),
            model.Metadata.Select(fact => (fact.Key, fact.Value)).Order());
        RoundTripTests.AssertSame(Networks[Path.GetFileName(file)], model.Network);

        // The last digits depend on the machine's vectors.
        double[] outputs = [.. recorded.RootElement.GetProperty("outputs").EnumerateArray().Select(value => value.GetDouble())];
        Close.Equal(outputs, TestNetworks.Predict(model.Network, TestNetworks.Inputs(model.Network.InputShape, 3)), 1e-6);
    }

    private static IEnumerable<string?> Texts(JsonDocument recorded, string property) =>
        recorded.RootElement.GetProperty(property).EnumerateArray().Select(text => text.GetString());
}
