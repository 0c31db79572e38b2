namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// The library gives its networks values of 0 to 1. A graph that begins with a factor far below 1, or takes bytes, wants 0 to 255:
/// what is left of its scaling, once that much is taken away, stays as a layer.
/// </summary>
internal static class InputScaling
{
    private const double Bytes = 255;

    /// <summary>Means and deviations of images of 0 to 1 scale by 1 and more, those of 0 to 255 by 1/30 and less.</summary>
    private const double LargestFactorOfBytes = 1.0 / 16;

    /// <returns>What the graph takes for 1: 1 or 255.</returns>
    public static int Apply(List<LayerPlan> plans, bool takesBytes)
    {
        Scaling? first = plans.Count > 0 && plans[0].Scaling is { IsLayer: false } scaling ? scaling : null;
        double largest = first?.Scale.Max(Math.Abs) ?? 1;
        if (!takesBytes && !(largest is > 0 and < LargestFactorOfBytes))
        {
            return 1;
        }

        if (plans.Skip(1).Any(static plan => plan.Inputs.Contains(DataValue.Input)))
        {
            // Other layers take the input without its scaling.
            first = null;
        }

        bool isTakenAway = first is { IsUniform: true } && first.Offset[0] == 0 && Math.Abs((1 / first.Scale[0]) - Bytes) < 1e-3;
        var ofBytes = new Scaling([Bytes], [0]);
        Scaling left = isTakenAway ? new Scaling([1], [0]) : first is null ? ofBytes : ofBytes.Then(first);
        string? name = first is null ? null : plans[0].Definition.Name;
        LayerPlan[] layer = left.IsIdentity ? [] : [ScalingNodes.Plan(left, name) with { Inputs = [DataValue.Input] }];
        int removed = first is null ? 0 : 1;
        plans.RemoveRange(0, removed);
        for (int i = 0; i < plans.Count; i++)
        {
            plans[i] = plans[i] with { Inputs = [.. plans[i].Inputs.Select(place => place + layer.Length - removed)] };
        }

        plans.InsertRange(0, layer);

        return (int)Bytes;
    }
}
