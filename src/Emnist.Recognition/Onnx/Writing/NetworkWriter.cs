using Emnist.Recognition.Imaging;
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
    private readonly InputForm _form;
    private readonly OnnxExportOptions _options;

    /// <summary>What the layers written so far gave, by their names.</summary>
    private readonly Dictionary<string, (string Value, TensorShape? Flattened)> _written = new(StringComparer.Ordinal);
    private string _value = InputName;

    /// <summary>The image that <see cref="_value"/> is, flattened with its channels first, until a dense layer has taken it.</summary>
    private TensorShape? _flattened;

    private NetworkWriter(Network network, InputForm form, OnnxExportOptions options)
    {
        _network = OutputForm.Apply(network, options.Softmax);
        _form = form;
        _options = options;
    }

    /// <summary>
    /// The value between a layer and the activation that it was given. The reader knows by it that the two nodes are one
    /// layer.
    /// </summary>
    public static string LinearValue(string layerName) => $"{layerName}/linear";

    /// <param name="network">The network.</param>
    /// <param name="form">What it takes.</param>
    /// <param name="options">The form of the file.</param>
    public static GraphProto Write(Network network, InputForm form, OnnxExportOptions options) =>
        new NetworkWriter(network, form, options).Write();

    private GraphProto Write()
    {
        TensorShape input = _network.InputShape;
        _graph.Inputs.Add(input.Rank == 1
            ? ValueInfoProto.Create(InputName, _options.BatchSize, input.Length)
            : ValueInfoProto.Create(InputName, _options.BatchSize, input.Channels, input.Height, input.Width));
        _value = InputNodes.Write(_graph, InputName, _form, _options);
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
                WriteNode("MaxPool", layer.Name, [], output, WindowAttributes.Of(pooling, layer.InputShape));
                break;
            case AveragePooling2D pooling:
                WriteNode("AveragePool", layer.Name, [], output, [
                    .. WindowAttributes.Of(pooling, layer.InputShape), AttributeProto.OfInteger("count_include_pad", 0)]);
                break;
            case ZeroPadding2D padding:
                WritePadding(layer, padding, output);
                break;
            case GlobalAveragePooling2D:
                WriteNode("GlobalAveragePool", layer.Name, [], $"{layer.Name}/pooled");
                WriteNode("Flatten", $"{layer.Name}/flatten", [], output, AttributeProto.OfInteger("axis", 1));
                break;
            case BatchNormalization normalization:
                WriteNode("BatchNormalization", layer.Name, layer.Parameters.Select(parameter => WriteVector(layer, parameter)), output, [
                    AttributeProto.OfFloat("epsilon", normalization.Epsilon), AttributeProto.OfFloat("momentum", normalization.Momentum)]);
                break;
            case Rescaling rescaling:
                WriteRescaling(layer, rescaling, output);
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
                WriteConvolution(layer, convolution, convolution.Groups, output);
                break;
            case DepthwiseConv2D convolution:
                WriteConvolution(layer, convolution, layer.InputShape.Channels, output);
                break;
            case SeparableConv2D separable:
                WriteSeparable(layer, separable, output);
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

    private void WriteConvolution(NetworkLayer layer, ConvolutionLayer convolution, int groups, string output) =>
        WriteConvolution(layer, layer.Name, 0, convolution.Window, groups, layer.InputShape, output);

    /// <summary>Two nodes, of which the first has no name, so that none can meet it.</summary>
    private void WriteSeparable(NetworkLayer layer, SeparableConv2D separable, string output)
    {
        TensorShape input = layer.InputShape;
        WriteConvolution(layer, "", 0, separable.Window, input.Channels, input, $"{layer.Name}/separate");
        WriteConvolution(layer, layer.Name, 1, separable.Pointwise.Window, 1, separable.Depthwise.InferShape(layer.Name, input), output);
    }

    /// <summary>
    /// A convolution by one of the layer's kernels, with the bias if that comes next. The kernel of a group for each channel,
    /// [height, width, channels, multiplier], lies as [height, width, 1, outputs] does, and is written as that.
    /// </summary>
    private void WriteConvolution(
        NetworkLayer layer, string name, int kernelPlace, Window window, int groups, TensorShape input, string output)
    {
        Parameter kernel = layer.Parameters[kernelPlace];
        (int height, int width) = (window.Size.Height, window.Size.Width);
        int inputs = input.Channels / groups;
        int outputs = kernel.Values.Length / (height * width * inputs);
        float[] values = new float[kernel.Values.Length];
        KernelLayout.Reverse(kernel.Values, values, height * width, inputs, outputs);
        _graph.Initializers.Add(TensorProto.Create(kernel.Name, [outputs, inputs, height, width], values));
        Parameter? bias = layer.Parameters.ElementAtOrDefault(kernelPlace + 1);
        string[] vectors = bias is { Shape.Count: 1 } ? [WriteVector(layer, bias)] : [];
        WriteNode("Conv", name, [kernel.Name, .. vectors], output, WindowAttributes.Of(window, input, groups));
    }

    /// <summary>
    /// The zeros are negative ones. Others ONNX Runtime 1.31 takes for the padding of a pooling that follows, where they are neither
    /// the maximum nor count in the mean, and it loads no file in which they are as wide as the window.
    /// </summary>
    private void WritePadding(NetworkLayer layer, ZeroPadding2D padding, string output)
    {
        (string pads, string zero) = ($"{layer.Name}/pads", $"{layer.Name}/zero");
        _graph.Initializers.Add(TensorProto.Create(pads, 0, 0, padding.Top, padding.Left, 0, 0, padding.Bottom, padding.Right));
        _graph.Initializers.Add(TensorProto.Create(zero, [], [-0f]));
        WriteNode("Pad", layer.Name, [pads, zero], output);
    }

    /// <summary>A product and a sum, with a value between them by which the reader knows the layer.</summary>
    private void WriteRescaling(NetworkLayer layer, Rescaling rescaling, string output)
    {
        (string scale, string offset) = ($"{layer.Name}/scale", $"{layer.Name}/offset");
        _graph.Initializers.Add(Constants(scale, rescaling.Scale, layer.InputShape));
        _graph.Initializers.Add(Constants(offset, rescaling.Offset, layer.InputShape));
        WriteNode("Mul", layer.Name, [scale], LinearValue(layer.Name));
        WriteNode("Add", $"{layer.Name}/shift", [offset], output);
    }

    /// <summary>One number; or one for each channel, or for each value, as the image lies in the graph.</summary>
    private TensorProto Constants(string name, IReadOnlyList<float> values, TensorShape shape)
    {
        float[] numbers = [.. values];
        if (numbers.Length == 1)
        {
            return TensorProto.Create(name, [], numbers);
        }

        if (shape.Rank == 1)
        {
            return TensorProto.Create(name, [numbers.Length], InGraphOrder(numbers, 1));
        }

        if (numbers.Length == shape.Channels)
        {
            return TensorProto.Create(name, [numbers.Length, 1, 1], numbers);
        }

        float[] channelsFirst = new float[numbers.Length];
        KernelLayout.SwapRows(numbers, channelsFirst, shape.Height * shape.Width, shape.Channels, 1);
        return TensorProto.Create(name, [shape.Channels, shape.Height, shape.Width], channelsFirst);
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

    /// <summary>The kernel is written as [outputs, inputs]: OpenCV 4.6 takes every one for that, whatever <c>transB</c> says.</summary>
    private void WriteDense(NetworkLayer layer, string output)
    {
        Parameter kernel = layer.Parameters[0];
        (int inputs, int outputs) = (kernel.Shape[0], kernel.Shape[1]);
        float[] values = new float[kernel.Values.Length];
        KernelLayout.Transpose(InGraphOrder(kernel.Values, outputs), values, inputs, outputs);
        _graph.Initializers.Add(TensorProto.Create(kernel.Name, [outputs, inputs], values));
        _flattened = null;
        WriteNode("Gemm", layer.Name, [kernel.Name, .. WriteBias(layer)], output, AttributeProto.OfInteger("transB", 1));
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
