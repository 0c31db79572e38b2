using System.Text.Json;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>
/// Layers that bring pixels to another scale. The library gives its networks 0 to 1, and a model that scales its input itself takes
/// bytes, mostly: whether it does, the factor tells.
/// </summary>
internal static class ScalingLayers
{
    private const float Bytes = 255;

    /// <summary>At most this is the factor of bytes, for 0 to 255 would become more than ten else.</summary>
    private const float LargestOfBytes = 1 / 25f;

    /// <summary>At least this is the factor of 0 to 1, for 0 to 1 would become less than a half else.</summary>
    private const float LeastOfUnits = 0.5f;

    /// <summary><c>y = x * scale + offset</c>.</summary>
    public static Value ConvertRescaling(LayerCall call) =>
        Scale(call, Number(call, "scale", missing: 1), Number(call, "offset", missing: 0), "scale");

    /// <summary><c>y = (x - mean) / sqrt(variance)</c>, by options or by weights.</summary>
    public static Value ConvertNormalization(LayerCall call)
    {
        (float mean, float variance) = call.Options.Find("mean") is not null
            ? (Number(call, "mean", missing: 0), Number(call, "variance", missing: 1))
            : ReadAdapted(call);
        double deviation = Math.Max(Math.Sqrt(variance), 1e-7);
        (double scale, double offset) = (1 / deviation, -mean / deviation);
        return call.Options.Flag(false, "invert")
            ? throw call.Options.Unsupported("invert", "true", "Only normalizing is read.")
            : Scale(call, (float)scale, (float)offset, "variance");
    }

    private static Value Scale(LayerCall call, float scale, float offset, string option)
    {
        Value input = call.Input;
        if (input.Source is not null)
        {
            throw call.Fault("scales within the network, which is not supported", "Scale the model's input alone.");
        }

        // What comes in is the library's 0 to 1 times this.
        float unit = 1;
        if (input.Pending == (1, 0))
        {
            unit = MathF.Abs(scale) <= LargestOfBytes ? Bytes : 1;
            if (unit == 1 && MathF.Abs(scale) < LeastOfUnits)
            {
                throw call.Options.Unsupported(
                    option, FormattableString.Invariant($"{scale} as a factor"), "It is one of neither 0 to 255 nor 0 to 1.");
            }
        }

        (float before, float shift) = input.Pending;
        (float all, float moved) = (before * unit * scale, (shift * scale) + offset);

        if (!float.IsFinite(all) || !float.IsFinite(moved))
        {
            throw call.Fault("makes pixels that are not finite", "Scale them to numbers of about 1.");
        }

        // 1 / 255 has no exact float.
        return input with { Pending = (MathF.Abs(all - 1) < 1e-6f ? 1 : all, moved) };
    }

    /// <summary>The mean and variance that the layer took from the training images, of all pixels alike.</summary>
    private static (float Mean, float Variance) ReadAdapted(LayerCall call)
    {
        if (call.Weights.Count is not (2 or 3) || call.Weights[0].Values.Length != 1 || call.Weights[1].Values.Length != 1)
        {
            throw call.Fault(
                $"has [{string.Join(", ", call.Weights)}] instead of one mean and one variance",
                "Only a normalization of all pixels alike is read.");
        }

        return (call.Weights[0].Values[0], call.Weights[1].Values[0]);
    }

    /// <summary>A number, or a list with one.</summary>
    private static float Number(LayerCall call, string option, float missing)
    {
        if (call.Options.Find(option) is not { ValueKind: JsonValueKind.Array } list)
        {
            return call.Options.Number(missing, option);
        }

        JsonElement inner = list;
        while (inner.ValueKind == JsonValueKind.Array && inner.GetArrayLength() == 1)
        {
            inner = inner[0];
        }

        return inner.ValueKind == JsonValueKind.Number && inner.TryGetSingle(out float number) && float.IsFinite(number)
            ? number
            : throw call.Options.Unsupported(
                option, list.GetRawText()[..Math.Min(60, list.GetRawText().Length)], "Only one number is read.");
    }
}
