using System.IO.Compression;
using System.Text;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras.Tests;

/// <summary>Models with another architecture than they were saved with.</summary>
public sealed class ChangedModelTests
{
    private const string Turning = """{"class_name": "Permute", "config": {"name": "turn_NUMBER", "dims": [2, 1, 3]}}, """;
    private const string Convolution = """{"module": "keras.layers", "class_name": "Conv2D", "config": {"name": "conv_1",""";

    [Theory]
    [InlineData("\"activation\": \"relu\"", "\"activation\": \"log_softmax\"", "log_softmax within the network")]
    [InlineData("\"activation\": \"relu\"", "\"activation\": \"\\ud800\"", "a text that is none")]
    [InlineData("\"padding\": \"same\"", "\"padding\": \"\\ud800\"", "a text that is none")]
    [InlineData("\"data_format\": \"channels_last\"", "\"data_format\": \"\\ud800\"", "a text that is none")]
    [InlineData("\"scale\": 0.00392156862745098", "\"scale\": 3e38", "has weights that are not finite")]
    [InlineData("\"offset\": 0.0", "\"offset\": 1.0}}, {\"class_name\": \"Rescaling\", \"config\": {\"scale\": 3e38, \"offset\": 3e38",
        "makes pixels that are not finite")]
    public void What_cannot_be_computed_is_refused(string old, string changed, string says)
    {
        byte[] file = Change("rescaling.keras", old, changed);

        var fault = Assert.Throws<ModelFormatException>(() => KerasModel.Load(new MemoryStream(file)));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_model_that_turns_its_images_and_turns_them_back_takes_them_upright(int turns)
    {
        string turning = string.Concat(Enumerable.Range(0, turns).Select(
            static number => Turning.Replace("NUMBER", $"{number}", StringComparison.Ordinal)));
        byte[] file = Change("k3_cnn.keras", Convolution, turning + Convolution);

        OnnxModel model = KerasModel.Load(new MemoryStream(file), ["a", "b", "c", "d", "e"]);

        Assert.Null(model.InputForm);
    }

    [Fact]
    public void A_scale_that_no_weights_can_take_is_a_layer_that_is_not_trained()
    {
        Network network = KerasModel.Load(new MemoryStream(Change("rescaling.keras", "\"offset\": 0.0", "\"offset\": -0.5")));

        var layer = Assert.IsType<Rescaling>(network.Layers[0].Definition);
        Assert.Equal([-0.5f], layer.Offset);
    }

    [Fact]
    public void A_model_that_only_scales_is_refused()
    {
        byte[] file = Change("k3_cnn.keras", static _ => """
            {"class_name": "Sequential", "config": {"layers": [
                {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": [null, 2, 2, 1]}},
                {"class_name": "Rescaling", "config": {"name": "scale", "scale": 2, "offset": -1}},
                {"class_name": "Flatten", "config": {"name": "flat"}}]}}
            """);

        var fault = Assert.Throws<ModelFormatException>(() => KerasModel.Load(new MemoryStream(file)));

        Assert.Contains("nothing but scale", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Change(string name, string old, string changed) => Change(name, config =>
    {
        int at = config.IndexOf(old, StringComparison.Ordinal);
        Assert.NotEqual(-1, at);
        return config[..at] + changed + config[(at + old.Length)..];
    });

    private static byte[] Change(string name, Func<string, string> change)
    {
        using var file = new MemoryStream();
        file.Write(ReferenceModels.File(name));
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = archive.GetEntry("config.json")!;
            string config;
            using (var reader = new StreamReader(entry.Open()))
            {
                config = reader.ReadToEnd();
            }

            entry.Delete();
            using Stream stream = archive.CreateEntry("config.json").Open();
            stream.Write(Encoding.UTF8.GetBytes(change(config)));
        }

        return file.ToArray();
    }
}
