using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Writing;

/// <summary>Writes an activation: one node, or those that make it of older operators.</summary>
internal static class ActivationNodes
{
    /// <summary>The first operator set that has Gelu.</summary>
    private const int GeluOperatorSet = 20;

    /// <param name="graph">The graph.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="name">The name of its last node.</param>
    /// <param name="prefix">What the names of the values and tensors in it begin with.</param>
    /// <param name="input">The value that it takes.</param>
    /// <param name="output">The value that it gives.</param>
    /// <param name="operatorSet">The operator set of the file.</param>
    public static void Write(
        GraphProto graph, Activation activation, string name, string prefix, string input, string output, int operatorSet)
    {
        void Add(string operatorType, params ReadOnlySpan<AttributeProto> attributes) =>
            graph.Nodes.Add(NodeProto.Create(operatorType, name, [input], output, attributes));

        switch (activation.Function)
        {
            case ActivationFunction.Linear:
                Add("Identity");
                break;
            case ActivationFunction.Softmax:
                Add("Softmax", AttributeProto.OfInteger("axis", 1));
                break;
            case ActivationFunction.Relu or ActivationFunction.Tanh or ActivationFunction.Sigmoid:
                Add($"{activation.Function}");
                break;
            case ActivationFunction.LeakyRelu or ActivationFunction.Elu:
                Add($"{activation.Function}", AttributeProto.OfFloat("alpha", activation.Alpha));
                break;
            case ActivationFunction.Gelu when operatorSet >= GeluOperatorSet:
                Add("Gelu");
                break;
            case ActivationFunction.Gelu:
                WriteGelu(graph, name, prefix, input, output);
                break;
            case ActivationFunction.Silu:
                graph.Nodes.Add(NodeProto.Create("Sigmoid", $"{name}/sigmoid", [input], $"{prefix}sigmoid"));
                graph.Nodes.Add(NodeProto.Create("Mul", name, [input, $"{prefix}sigmoid"], output));
                break;
            default:
                throw new NotSupportedException(
                    $"'{name}' is the activation {activation.Function}, for which there is no ONNX operator here.");
        }
    }

    /// <summary><c>x * (1 + erf(x / sqrt(2))) * 0.5</c>, as PyTorch writes it.</summary>
    private static void WriteGelu(GraphProto graph, string name, string prefix, string input, string output)
    {
        string Number(string part, float value)
        {
            graph.Initializers.Add(TensorProto.Create($"{prefix}{part}", [], [value]));
            return $"{prefix}{part}";
        }

        string Part(string operatorType, string part, params IEnumerable<string> inputs)
        {
            graph.Nodes.Add(NodeProto.Create(operatorType, $"{name}/{part}", inputs, $"{prefix}{part}"));
            return $"{prefix}{part}";
        }

        string quotient = Part("Div", "quotient", input, Number("sqrt2", MathF.Sqrt(2)));
        string sum = Part("Add", "sum", Part("Erf", "erf", quotient), Number("one", 1));
        string product = Part("Mul", "product", input, sum);
        graph.Nodes.Add(NodeProto.Create("Mul", name, [product, Number("half", 0.5f)], output));
    }
}
