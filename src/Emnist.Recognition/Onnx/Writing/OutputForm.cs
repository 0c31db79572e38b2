using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Writing;

/// <summary>Makes networks end as a file shall: in logits or in probabilities.</summary>
internal static class OutputForm
{
    /// <returns>The network itself where it ends so already, or where that is left open; else another with the same weights.</returns>
    /// <exception cref="ArgumentException">There is no room for one layer more.</exception>
    public static Network Apply(Network network, bool? softmax)
    {
        if (softmax is null || softmax == network.EndsInSoftmax)
        {
            return network;
        }

        Layer[] layers = [.. network.Layers.Select(static layer => layer.Definition)];
        Network changed = Network.CreateUninitialized(network.InputShape, softmax.Value ? AddSoftmax(layers) : RemoveSoftmax(layers));
        if (ModelLimits.Problem(changed) is { } problem)
        {
            throw new ArgumentException($"With a softmax, the network is too large to be stored: {problem}.", nameof(network));
        }

        changed.SetParameters(network.CopyParameters());
        return changed;
    }

    private static Layer[] AddSoftmax(Layer[] layers) =>
        layers[^1] is KernelLayer { Activation: ActivationFunction.Linear } last
            ? [.. layers[..^1], last.With(ActivationFunction.Softmax)]
            : [.. layers, new Activation(ActivationFunction.Softmax)];

    /// <summary>The layers after the softmax change no value, and stay: each takes the one before it.</summary>
    private static Layer[] RemoveSoftmax(Layer[] layers)
    {
        int place = Array.FindLastIndex(layers, static layer => !layer.KeepsValues);
        Layer[] without = layers[place] is KernelLayer kernel ? [kernel.With(ActivationFunction.Linear)] : [];
        Layer[] left = [.. layers[..place], .. without, .. layers[(place + 1)..].Select(static layer => layer.WithInputs())];
        return left.Length > 0 ? left : [new Activation(ActivationFunction.Linear)];
    }
}
