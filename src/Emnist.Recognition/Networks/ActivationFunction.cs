namespace Emnist.Recognition.Networks;

/// <summary>The function that an <see cref="Layers.Activation"/> layer applies.</summary>
public enum ActivationFunction
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>exp(x_i) / sum over j of exp(x_j), over the channels: each result in 0 to 1, together 1.</summary>
    Softmax,
}
