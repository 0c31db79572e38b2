using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Layers that leave the shape as it is.</summary>
internal static class PointwiseLayers
{
    public static Value ConvertBatchNormalization(LayerCall call)
    {
        if (call.Options.Integer(0, "mode") is not 0 and var mode)
        {
            throw call.Options.Unsupported("mode", $"{mode}", "Only 0 is read, statistics of each feature.");
        }

        bool hasScale = call.Options.Flag(true, "scale");
        bool hasShift = call.Options.Flag(true, "center");
        call.RequireWeights(2 + (hasScale ? 1 : 0) + (hasShift ? 1 : 0));
        int axis = RequireAxis(call);
        bool isByChannel = IsByChannel(call.Input, axis);
        int[]? places = isByChannel && call.Input.Sides.Length == 1 ? call.Input.PlacesInKeras() : null;
        int length = call.Input.Sides[axis - 1];
        int next = 0;
        float[] Take(bool isThere, float missing)
        {
            if (!isThere)
            {
                return [.. Enumerable.Repeat(missing, length)];
            }

            Tensor weight = call.Weight(next++, length);
            return places is null ? weight.Values : weight.TakeRows(places).Values;
        }

        float[][] parameters = [Take(hasScale, 1), Take(hasShift, 0), Take(true, 0), Take(true, 1)];
        float epsilon = call.Options.Number(1e-3f, "epsilon");
        float momentum = call.Options.Number(0.99f, "momentum");
        if (!(epsilon > 0) || !(momentum >= 0 && momentum <= 1) || parameters[3].Any(static variance => variance < 0))
        {
            throw call.Fault("has an epsilon, a momentum or a variance that makes no sense", "Save the model again.");
        }

        Value input = Affine.Settle(call);
        if (!isByChannel)
        {
            return Normalize(call, input, axis, parameters, epsilon);
        }

        string name = call.Network.Add(
            input,
            new BatchNormalization
            {
                Name = call.Name, Inputs = call.Network.InputsOf(input), Epsilon = epsilon, Momentum = momentum,
            },
            parameters);
        return input with { Source = name };
    }

    public static Value ConvertDropout(LayerCall call)
    {
        float rate = call.Options.Number(0, "rate", "p");
        if (!(rate >= 0 && rate < 1))
        {
            throw call.Options.Refuse(
                "rate", FormattableString.Invariant($"is {rate} instead of 0 or more and below 1"), "Save the model again.");
        }

        Value input = Affine.Settle(call);
        string name = call.Network.Add(input, new Dropout(rate) { Name = call.Name, Inputs = call.Network.InputsOf(input) });
        return input with { Source = name };
    }

    /// <summary>Layers that change something in training alone.</summary>
    public static Value Skip(LayerCall call) => call.Input;

    /// <summary>The axis of a normalization, from 1 on.</summary>
    private static int RequireAxis(LayerCall call)
    {
        int rank = call.Input.Sides.Length;
        int[] axes = call.Options.Integers("axis") is { } given ? [.. given.Distinct()] : [-1];
        return axes is [var axis] && axis != 0 && Math.Abs(axis) <= rank
            ? axis > 0 ? axis : rank + 1 + axis
            : throw call.Options.Unsupported(
                "axis", $"[{string.Join(", ", axes)}]",
                $"[{string.Join(", ", call.Input.Sides)}] comes in, of which one axis is normalized.");
    }

    /// <summary>Whether an axis is that of the channels, or of a vector's values.</summary>
    private static bool IsByChannel(Value input, int axis) => input.Sides.Length == 1
        ? input.IsFlat
        : input.Sides.Length == 3 && axis is 1 or 3 && input.IsTransposed(channelsFirst: axis == 1) is not null;

    /// <summary>
    /// A normalization over rows or columns, as <c>BatchNormalization(axis=1)</c> is of images with the channels last: constants of its own
    /// for each value.
    /// </summary>
    private static Value Normalize(LayerCall call, Value input, int axis, float[][] parameters, float epsilon)
    {
        int[] places = input.PlacesAlong(axis - 1) ?? throw call.Fault(
            "normalizes something that was reshaped before, which is not supported", "Normalize the image, or the vector.");
        double[] scale = [.. parameters[0].Zip(parameters[3], (gamma, variance) => gamma / Math.Sqrt((double)variance + epsilon))];
        var layer = new Rescaling(
            [.. places.Select(place => (float)scale[place])],
            [.. places.Select(place => (float)(parameters[1][place] - (parameters[2][place] * scale[place])))])
        {
            Name = call.Name, Inputs = call.Network.InputsOf(input),
        };
        return input with { Source = call.Network.Add(input, layer) };
    }
}
