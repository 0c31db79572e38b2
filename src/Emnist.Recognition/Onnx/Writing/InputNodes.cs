using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Writing;

/// <summary>Writes what makes of the values that a file takes those that the network was trained on.</summary>
internal static class InputNodes
{
    /// <summary>The form of the images that the file takes, on the scale of the network: 0 to 1 where the file scales.</summary>
    public static InputForm FormInFile(InputForm form, OnnxExportOptions options) =>
        Scales(options) ? form with { Ground = 0, Ink = 1 } : form;

    /// <param name="graph">The graph.</param>
    /// <param name="input">The graph's input.</param>
    /// <param name="form">What the network takes.</param>
    /// <param name="options">What the file takes.</param>
    /// <returns>The value that the network takes.</returns>
    public static string Write(GraphProto graph, string input, InputForm form, OnnxExportOptions options)
    {
        string value = input;

        // Without a name, none can meet that of a layer.
        void Append(string operatorType, string nodeName, string part, string output, float constant)
        {
            graph.Initializers.Add(TensorProto.Create($"{input}/{part}", [], [constant]));
            graph.Nodes.Add(NodeProto.Create(operatorType, nodeName, [value, $"{input}/{part}"], $"{input}/{output}"));
            value = $"{input}/{output}";
        }

        if (!Scales(options))
        {
            return value;
        }

        float scale = (form.Ink - form.Ground) / options.InputMaximum;
        if (form is { Ground: 0, Ink: 1 } && options.InputMaximum != 1)
        {
            Append("Div", $"{input}/scale", "maximum", "scaled", options.InputMaximum);
        }
        else if (scale != 1)
        {
            Append("Mul", "", "factor", "scaled", scale);
        }

        if (form.Ground != 0)
        {
            Append("Add", "", "ground", "shifted", form.Ground);
        }

        return value;
    }

    private static bool Scales(OnnxExportOptions options) => options.ScaleInput || options.InputMaximum != 1;
}
