using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>A model that gives each class the same probability whatever it sees, so that metrics follow by hand.</summary>
internal static class ConstantModel
{
    public static string Save(string folder, params (string Name, double Probability)[] classes)
    {
        var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(classes.Length));
        foreach (Parameter parameter in network.Parameters)
        {
            parameter.Values.Clear();
        }

        Span<float> bias = network.Parameters.Last().Values;
        for (int c = 0; c < classes.Length; c++)
        {
            bias[c] = (float)Math.Log(classes[c].Probability);
        }

        string path = Path.Combine(folder, "constant.onnx");
        new OnnxModel(network, [.. classes.Select(static c => c.Name)]) { InputForm = InputForm.Emnist }.Save(path);
        return path;
    }
}
