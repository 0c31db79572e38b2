using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Tool.Models;

/// <summary>How much work a layer is.</summary>
internal static class LayerCost
{
    /// <summary>
    /// Products that are summed for one sample: the kernel's weights, for a convolution at each place of its output. What other
    /// layers do is little beside it; Winograd's filtering, which prediction uses, needs fewer.
    /// </summary>
    public static long MultiplyAdds(NetworkLayer layer) => layer.Definition is KernelLayer
        ? (long)layer.Parameters[0].Values.Length * layer.OutputShape.Height * layer.OutputShape.Width
        : 0;
}
