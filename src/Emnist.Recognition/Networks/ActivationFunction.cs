namespace Emnist.Recognition.Networks;

/// <summary>
/// The function that a layer ends in: an <see cref="Layers.Activation"/> layer, or a <see cref="Layers.KernelLayer"/>
/// that is given one. More functions may be added.
/// </summary>
public enum ActivationFunction
{
    /// <summary>No function: <c>y = x</c>.</summary>
    Linear,

    /// <summary>The rectified linear unit: <c>y = max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>y_i = exp(x_i) / sum over j of exp(x_j)</c>, over the channels: each result in 0 to 1, together 1.</summary>
    Softmax,
}
