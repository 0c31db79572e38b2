namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The sum of the outputs of two layers or more, value by value: <c>y = x_1 + x_2 + ...</c>. All inputs and the output have the
/// same shape, of an image or a vector. With it a layer's output goes around others, as in a residual network (He et al., arXiv
/// 1512.03385): the layers between learn what is to be added.
/// </summary>
/// <remarks>
/// <see cref="Layer.Inputs"/> name what is added. A layer may be named twice. Prediction takes the sum and a ReLU after it in one
/// pass.
/// </remarks>
/// <example>
/// <code>
/// // relu(x + conv(relu(conv(x)))), where x is the output of "block"
/// var network = new Network(
///     TensorShape.Image(28),
///     new Conv2D(32, 3) { Name = "block", Padding = Padding.Same, Activation = ActivationFunction.Relu },
///     new Conv2D(32, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu },
///     new Conv2D(32, 3) { Name = "change", Padding = Padding.Same },
///     new Add { Inputs = ["change", "block"] },
///     new Activation(ActivationFunction.Relu),
///     new GlobalAveragePooling2D(), new Dense(10));
/// </code>
/// </example>
public sealed class Add : Layer
{
    internal override string KindName => "add";

    internal override bool TakesSeveralInputs => true;

    internal override TensorShape InferShape(string name, TensorShape input) => input;
}
