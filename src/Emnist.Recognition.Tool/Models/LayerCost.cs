using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Tool.Models;

/// <summary>How much work a layer is.</summary>
internal static class LayerCost
{
    /// <summary>
    /// Products that are summed for one sample: the kernels' weights, for a convolution at each place of its output. What other
    /// layers do is little beside it; Winograd's filtering, which prediction uses, needs fewer.
    /// </summary>
    public static long MultiplyAdds(NetworkLayer layer) => layer.Definition is KernelLayer
        ? layer.Parameters.Sum(KernelLength) * layer.OutputShape.Height * layer.OutputShape.Width
        : 0;

    /// <summary>The weights of a kernel; a bias has one size alone.</summary>
    private static long KernelLength(Parameter parameter) => parameter.Shape.Count > 1 ? parameter.Values.Length : 0;
}
