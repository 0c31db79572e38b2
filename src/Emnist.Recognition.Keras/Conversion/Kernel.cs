namespace Emnist.Recognition.Keras.Conversion;

/// <summary>A kernel [..., outputs] with a bias, either of which may still change before the layer is made.</summary>
internal sealed record Kernel(Tensor Weights, float[]? Bias)
{
    /// <summary>Takes the scaling of the input in, which is exact where no padding comes between.</summary>
    public Kernel Take((float Scale, float Offset) pending)
    {
        if (pending == (1, 0))
        {
            return this;
        }

        int outputs = Weights.Sides[^1];
        double[] sums = new double[outputs];
        float[] scaled = new float[Weights.Values.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = Weights.Values[i] * pending.Scale;
            sums[i % outputs] += Weights.Values[i];
        }

        float[]? bias = pending.Offset == 0
            ? Bias
            : [.. sums.Select((sum, output) => (float)((sum * pending.Offset) + (Bias?[output] ?? 0)))];
        return new Kernel(Weights with { Values = scaled }, bias);
    }

    public float[][] Parameters => Bias is null ? [Weights.Values] : [Weights.Values, Bias];
}
