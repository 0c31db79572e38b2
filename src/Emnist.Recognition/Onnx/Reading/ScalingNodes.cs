using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// The operators that bring an input of 0 to 255 to 0 to 1, before any layer. The library gives its networks values of 0 to 1, so
/// that nothing is left of them but that the file has them.
/// </summary>
internal static class ScalingNodes
{
    private const int Bytes = 255;

    public static void ReadDivision(NetworkAssembler network, NodeArguments node) => Scale(network, node, Factor(network, node, 1));

    public static void ReadProduct(NetworkAssembler network, NodeArguments node) =>
        Scale(network, node, 1 / Factor(network, node, node.BeginsWithConstant ? 0 : 1));

    private static void Scale(NetworkAssembler network, NodeArguments node, float divisor)
    {
        if (!network.IsInputAlone || network.InputMaximum != 1 || !(Math.Abs(divisor - Bytes) < 1e-3f))
        {
            throw node.Fault("scales values otherwise than the input from 0 to 255 to 0 to 1, once and before the first layer");
        }

        network.InputMaximum = Bytes;
    }

    /// <summary>A single number that leaves the value's dimensions as they are.</summary>
    private static float Factor(NetworkAssembler network, NodeArguments node, int index)
    {
        TensorProto tensor = node.Floats(node.Constant(index, "factor"), "factor");
        int rank = network.Form == ValueForm.Vector ? 2 : 4;
        return tensor.Count == 1 && tensor.Dimensions.Length <= rank
            ? tensor.ToFloats()[0]
            : throw node.Fault("scales by more than one number");
    }
}
