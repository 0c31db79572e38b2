using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Writing;

/// <summary>
/// Turns a network into a graph, layer by layer: a node has the name of its layer. Values and tensors are named for
/// their layer too, with an ending that no other has, so that no two names can meet.
/// </summary>
internal sealed class NetworkWriter
{
    private const string InputName = "input";
    private const string OutputName = "output";

    private readonly GraphProto _graph = new();
    private readonly Network _network;
    private readonly OnnxExportOptions _options;

    /// <summary>What the layers written so far gave, by their names.</summary>
    private readonly Dictionary<string, (string Value, TensorShape? Flattened)> _written = new(StringComparer.Ordinal);
    private string _value = InputName;

    /// <summary>The image that <see cref="_value"/> is, flattened with its channels first, until a dense layer has taken it.</summary>
    private TensorShape? _flattened;

    private NetworkWriter(Network network, OnnxExportOptions options)
    {
        _network = OutputForm.Apply(network, options.Softmax);
        _options = options;
    }

    /// <summary>
    /// The value between a layer and the activation that it was given. The reader knows by it that the two nodes are one
    /// layer.
    /// </summary>
    public static string LinearValue(string layerName) => $"{layerName}/linear";

    public static GraphProto Write(Network network, OnnxExportOptions options) => new NetworkWriter(network, options).Write();

    private GraphProto Write()
    {
        TensorShape input = _network.InputShape;
        _graph.Inputs.Add(input.Rank == 1
            ? ValueInfoProto.Create(InputName, _options.BatchSize, input.Length)
            : ValueInfoProto.Create(InputName, _options.BatchSize, input.Channels, input.Height, input.Width));
        if (_options.InputMaximum != 1)
        {
            string maximum = $"{InputName}/maximum";
            _graph.Initializers.Add(TensorProto.Create(maximum, [], [_options.InputMaximum]));
            WriteNode("Div", $"{InputName}/scale", [maximum], $"{InputName}/scaled");
        }

        _written.Add(LayerInputs.NetworkInput, (_value, null));
        foreach (NetworkLayer layer in _network.Layers)
        {
            (_value, _flattened) = _written[layer.Inputs[0]];
            WriteLayer(layer, layer == _network.Layers[^1] ? OutputName : $"{layer.Name}:0");
            _written[layer.Name] = (_value, _flattened);
        }

        _graph.Outputs.Add(ValueInfoProto.Create(OutputName, _options.BatchSize, _network.OutputShape.Length));
        return _graph;
    }

    private void WriteLayer(NetworkLayer layer, string output)
    {
        switch (layer.Definition)
        {
            case KernelLayer { Activation: not ActivationFunction.Linear } kernelLayer:
                WriteKernelLayer(layer, LinearValue(layer.Name));
                WriteActivation(new Activation(kernelLayer.Activation), $"{layer.Name}/activation", $"{layer.Name}/given_", output);
                break;
            case KernelLayer:
                WriteKernelLayer(layer, output);
                break;
            case MaxPooling2D pooling:
                WriteNode("MaxPool", layer.Name, [], output, [
                    AttributeProto.OfIntegers("kernel_shape", pooling.PoolSize.Height, pooling.PoolSize.Width),
                    Pads(pooling.Window, layer.InputShape),
                    AttributeProto.OfIntegers("strides", pooling.Strides.Height, pooling.Strides.Width)]);
                break;
            case GlobalAveragePooling2D:
                WriteNode("GlobalAveragePool", layer.Name, [], $"{layer.Name}/pooled");
                WriteNode("Flatten", $"{layer.Name}/flatten", [], output, AttributeProto.OfInteger("axis", 1));
                break;
            case BatchNormalization normalization:
                WriteNode("BatchNormalization", layer.Name, layer.Parameters.Select(parameter => WriteVector(layer, parameter)), output, [
                    AttributeProto.OfFloat("epsilon", normalization.Epsilon), AttributeProto.OfFloat("momentum", normalization.Momentum)]);
                break;
            case Dropout dropout:
                string ratio = $"{layer.Name}/ratio";
                _graph.Initializers.Add(TensorProto.Create(ratio, [], [dropout.Rate]));
                WriteNode("Dropout", layer.Name, [ratio], output);
                break;
            case Flatten:
                WriteFlatten(layer, output);
                break;
            case Add:
                IEnumerable<string> others = layer.Inputs.Skip(1).Select(name => _written[name].Value);
                WriteNode(layer.Inputs.Count == 2 ? "Add" : "Sum", layer.Name, others, output);
                break;
            case Activation activation:
                WriteActivation(activation, layer.Name, $"{layer.Name}/", output);
                break;
            default:
                throw Unknown(layer);
        }
    }

    private void WriteKernelLayer(NetworkLayer layer, string output)
    {
        switch (layer.Definition)
        {
            case Conv2D convolution:
                WriteConvolution(layer, convolution, output);
                break;
            case Dense:
                WriteDense(layer, output);
                break;
            default:
                throw Unknown(layer);
        }
    }

    /// <param name="activation">The activation.</param>
    /// <param name="name">The name of its node.</param>
    /// <param name="prefix">What the names of the values in it begin with.</param>
    /// <param name="output">The value that it gives.</param>
    private void WriteActivation(Activation activation, string name, string prefix, string output)
    {
        ActivationNodes.Write(_graph, activation, name, prefix, _value, output, _options.OperatorSet);
        _value = output;
    }

    private void WriteConvolution(NetworkLayer layer, Conv2D conv, string output)
    {
        Parameter kernel = layer.Parameters[0];
        (int height, int width, int inputs, int outputs) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        float[] values = new float[kernel.Values.Length];
        KernelLayout.Reverse(kernel.Values, values, height * width, inputs, outputs);
        _graph.Initializers.Add(TensorProto.Create(kernel.Name, [outputs, inputs, height, width], values));
        WriteNode("Conv", layer.Name, [kernel.Name, .. WriteBias(layer)], output, [
            AttributeProto.OfIntegers("kernel_shape", height, width),
            Pads(conv.Window, layer.InputShape),
            AttributeProto.OfIntegers("strides", conv.Strides.Height, conv.Strides.Width)]);
    }

    private void WriteFlatten(NetworkLayer layer, string output)
    {
        if (KernelLayout.Differs(layer.InputShape))
        {
            if (ReachesDenseAlone(layer))
            {
                _flattened = layer.InputShape;
            }
            else
            {
                AttributeProto channelsLast = AttributeProto.OfIntegers("perm", 0, 2, 3, 1);
                WriteNode("Transpose", $"{layer.Name}/transpose", [], $"{layer.Name}/transposed", channelsLast);
            }
        }

        WriteNode("Flatten", layer.Name, [], output, AttributeProto.OfInteger("axis", 1));
    }

    /// <summary>Whether all that becomes of the layer's output goes, by layers one after the other, into one dense layer.</summary>
    private bool ReachesDenseAlone(NetworkLayer layer)
    {
        while (true)
        {
            NetworkLayer[] takers = [.. _network.Layers.Where(next => next.Sources.Contains(layer.OutputOperation))];
            if (takers is not [{ Sources.Count: 1 } taker])
            {
                return false;
            }

            if (taker.Definition is Dense)
            {
                return true;
            }

            layer = taker;
        }
    }

    private void WriteDense(NetworkLayer layer, string output)
    {
        Parameter kernel = layer.Parameters[0];
        _graph.Initializers.Add(TensorProto.Create(kernel.Name, [.. kernel.Shape], InGraphOrder(kernel.Values, kernel.Shape[1])));
        _flattened = null;
        WriteNode("Gemm", layer.Name, [kernel.Name, .. WriteBias(layer)], output);
    }

    private IEnumerable<string> WriteBias(NetworkLayer layer) =>
        layer.Parameters.Count == 2 ? [WriteVector(layer, layer.Parameters[1])] : [];

    private string WriteVector(NetworkLayer layer, Parameter parameter)
    {
        bool isBias = layer.Definition is not BatchNormalization;
        ReadOnlySpan<float> values = isBias ? parameter.Values : InGraphOrder(parameter.Values, 1);
        _graph.Initializers.Add(TensorProto.Create(parameter.Name, [values.Length], values));
        return parameter.Name;
    }

    /// <summary>Rows in the order in which the flattened image lies in the graph.</summary>
    private ReadOnlySpan<float> InGraphOrder(ReadOnlySpan<float> rows, int width)
    {
        if (_flattened is not { } image)
        {
            return rows;
        }

        float[] reordered = new float[rows.Length];
        KernelLayout.SwapRows(rows, reordered, image.Height * image.Width, image.Channels, width);
        return reordered;
    }

    /// <summary>
    /// What the window does at the edges, in pixels, which every reader knows. Where <see cref="Padding.Same"/> pads
    /// nothing, the older <c>auto_pad</c> says that it was meant, so that the layer is read back as it was.
    /// </summary>
    private static AttributeProto Pads(Window window, TensorShape input)
    {
        (WindowPlacement rows, WindowPlacement columns) = window.Place(input);
        bool padsNothing = rows.PaddingBefore + rows.PaddingAfter + columns.PaddingBefore + columns.PaddingAfter == 0;
        return window.Padding == Padding.Same && padsNothing
            ? AttributeProto.OfText("auto_pad", "SAME_UPPER")
            : AttributeProto.OfIntegers("pads", rows.PaddingBefore, columns.PaddingBefore, rows.PaddingAfter, columns.PaddingAfter);
    }

    private static NotSupportedException Unknown(NetworkLayer layer) =>
        new($"Layer '{layer.Name}' is a {layer.Definition.GetType().Name}, for which there is no ONNX operator here.");

    /// <summary>Writes a node that bears the name of its layer, or one of its own where it is only a part of the layer.</summary>
    private void WriteNode(
        string operatorType, string name, IEnumerable<string> tensors, string output, params ReadOnlySpan<AttributeProto> attributes)
    {
        _graph.Nodes.Add(NodeProto.Create(operatorType, name, tensors.Prepend(_value), output, attributes));
        _value = output;
    }
}
