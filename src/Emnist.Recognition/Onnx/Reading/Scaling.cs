namespace Emnist.Recognition.Onnx.Reading;

/// <summary>Constants by which values are multiplied, and others that are then added: as many, or one of each for all values.</summary>
internal sealed record Scaling(double[] Scale, double[] Offset)
{
    /// <summary>Whether the library wrote it as a layer, which then stays as it is.</summary>
    public bool IsLayer { get; init; }

    public bool IsFinite => Array.TrueForAll(Scale, IsFloat) && Array.TrueForAll(Offset, IsFloat);

    public bool IsIdentity => Array.TrueForAll(Scale, static value => value == 1) && Array.TrueForAll(Offset, static value => value == 0);

    /// <summary>Whether one number of each kind is for all values.</summary>
    public bool IsUniform => Scale.Length == 1;

    /// <summary>What comes of this one and another after it.</summary>
    public Scaling Then(Scaling next)
    {
        int count = Math.Max(Scale.Length, next.Scale.Length);
        (double[] scale, double[] offset) = (new double[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            (int first, int second) = (i % Scale.Length, i % next.Scale.Length);
            scale[i] = Scale[first] * next.Scale[second];
            offset[i] = (Offset[first] * next.Scale[second]) + next.Offset[second];
        }

        return new Scaling(scale, offset) { IsLayer = next.IsLayer };
    }

    private static bool IsFloat(double value) => float.IsFinite((float)value);
}
