namespace Emnist.Recognition.Networks;

/// <summary>What a layer says of one of its parameters, given the shape of its input.</summary>
internal sealed record ParameterDefinition(string Name, int[] Shape, Initializer Initializer)
{
    /// <summary>Numbers in the parameter, exactly.</summary>
    public Int128 ExactLength => Shape.Aggregate(Int128.One, static (product, size) => product * size);

    /// <summary>
    /// The same, exactly where a network can hold as many. What uses an <see cref="Int128"/>, ReadyToRun does not compile, and it costs
    /// the start of a program milliseconds.
    /// </summary>
    public double Length
    {
        get
        {
            double length = 1;
            foreach (int size in Shape)
            {
                length *= size;
            }

            return length;
        }
    }

    /// <summary>Inputs that one output sums, for the initializer.</summary>
    public int FanIn { get; init; } = 1;

    /// <summary>Outputs that one input goes into, for the initializer.</summary>
    public int FanOut { get; init; } = 1;

    public bool IsTrainable { get; init; } = true;

    /// <summary>The factor of the sum of absolute values that the loss grows by.</summary>
    public float L1 { get; init; }

    /// <summary>The factor of the sum of squares that the loss grows by.</summary>
    public float L2 { get; init; }
}
