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

    /// <summary>The hyperbolic tangent, <c>y = tanh(x)</c>: each result in -1 to 1.</summary>
    Tanh,

    /// <summary>
    /// The logistic function, <c>y = 1 / (1 + exp(-x))</c>: each result in 0 to 1. For layers within a network: the loss and the
    /// recognizer take what the last layer gives for logits, unless that is a softmax.
    /// </summary>
    Sigmoid,

    /// <summary>
    /// The leaky rectified linear unit, <c>y = x</c> above 0 and <c>y = alpha * x</c> below, where alpha is 0.2 as in Keras's
    /// <c>leaky_relu</c>, or <see cref="Layers.Activation.Alpha"/>.
    /// </summary>
    LeakyRelu,

    /// <summary>
    /// The exponential linear unit (Clevert et al., arXiv 1511.07289), <c>y = x</c> above 0 and <c>y = alpha * (exp(x) - 1)</c>
    /// below, where alpha is 1, or <see cref="Layers.Activation.Alpha"/>.
    /// </summary>
    Elu,

    /// <summary>
    /// The Gaussian error linear unit (Hendrycks and Gimpel, arXiv 1606.08415): <c>y = x * (1 + erf(x / sqrt(2))) / 2</c>, by the
    /// error function itself and not by its approximation with tanh.
    /// </summary>
    Gelu,

    /// <summary>The sigmoid linear unit, also called swish: <c>y = x / (1 + exp(-x))</c>.</summary>
    Silu,
}
