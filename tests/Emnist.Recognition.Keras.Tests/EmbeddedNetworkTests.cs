using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Keras.Tests;

/// <summary>The library's own networks as files of Keras, there and back.</summary>
public sealed class EmbeddedNetworkTests
{
    [Theory]
    [InlineData("src", "Emnist.Recognition", "Models")]
    [InlineData("models", "0.1.0")]
    public void A_network_comes_back_bit_by_bit(params string[] folders)
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.h5");
        Network network = OnnxModel.Load(Path.Combine([Checkout.Root, .. folders, "default.onnx"])).Network;
        KerasH5.Write(network, path);

        Network loaded = KerasModel.Load(path);

        Assert.Equal(network.Layers.Select(static layer => layer.ToString()), loaded.Layers.Select(static layer => layer.ToString()));
        Assert.All(
            network.Parameters.Zip(loaded.Parameters),
            static pair => Assert.True(pair.First.Values.SequenceEqual(pair.Second.Values)));
    }
}
