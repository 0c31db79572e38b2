using System.Globalization;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks;

/// <summary>
/// A block of numbers that a layer holds: a kernel, a bias, a moving average. Training writes it; reading it while a
/// training runs is not safe.
/// </summary>
public sealed class Parameter
{
    private readonly float[] _values;
    private readonly ParameterDefinition _definition;

    internal Parameter(NetworkLayer layer, ParameterDefinition definition)
    {
        Layer = layer;
        _definition = definition;
        Name = $"{layer.Name}/{definition.Name}";
        Shape = Array.AsReadOnly(definition.Shape);
        _values = new float[(int)definition.Length];
    }

    /// <summary>The layer's name and Keras's name of the parameter, such as <c>conv2d_1/kernel</c>.</summary>
    public string Name { get; }

    /// <summary>The sizes, in Keras's order: [inputs, outputs] or [height, width, input channels, output channels] for a kernel.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>
    /// Whether an optimizer changes it; the moving averages of batch normalization are not trainable, nor is anything in a layer that
    /// is frozen (<see cref="NetworkLayer.Trainable"/>).
    /// </summary>
    public bool IsTrainable => _definition.IsTrainable && Layer.Trainable;

    /// <summary>
    /// The numbers themselves, row by row, the last size of <see cref="Shape"/> fastest. They may be written, and then
    /// are the network's new weights: plans and recognizers made before keep the old ones. Write only while no other
    /// thread trains, saves, copies or predicts with the network, or makes a plan of it.
    /// </summary>
    public Span<float> Values => _values;

    /// <summary>The layer that holds it.</summary>
    internal NetworkLayer Layer { get; }

    /// <summary>The factor of the sum of absolute values that the loss grows by.</summary>
    internal float L1 => _definition.L1;

    /// <summary>The factor of the sum of squares that the loss grows by.</summary>
    internal float L2 => _definition.L2;

    /// <summary>Whether none of the numbers is infinite or not a number.</summary>
    internal bool IsFinite
    {
        get
        {
            // A plain loop is compiled ahead where a vector's is not, and a model's numbers are checked once.
            foreach (float value in _values)
            {
                if (!float.IsFinite(value))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Name and shape, such as <c>conv2d_1/kernel [3, 3, 32, 64]</c>.</summary>
    public override string ToString() =>
        $"{Name} [{string.Join(", ", Shape.Select(static size => size.ToString(CultureInfo.InvariantCulture)))}]";

    internal void Initialize(ref SplitMix64 random) =>
        _definition.Initializer.Fill(_values, _definition.FanIn, _definition.FanOut, ref random);
}
