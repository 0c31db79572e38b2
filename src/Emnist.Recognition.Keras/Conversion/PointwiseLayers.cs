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
        int[]? places = RequireChannels(call);
        int length = places?.Length ?? call.Input.Shape.Channels;
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

    /// <summary>
    /// Checks that a normalization is over the channels; for a vector that was an image in another order than the network's, gives
    /// the places of the network's numbers among Keras's.
    /// </summary>
    private static int[]? RequireChannels(LayerCall call)
    {
        Value input = call.Input;
        int[] axes = call.Options.Integers("axis") is { } given ? [.. given.Distinct()] : [-1];
        int rank = input.Sides.Length;
        int axis = axes is [var one] ? one > 0 ? one : rank + 1 + one : 0;
        bool isVector = rank == 1 && input.IsFlat && axis == 1;
        bool isImage = rank == 3 && axis is 1 or 3 && input.IsTransposed(channelsFirst: axis == 1) is not null;
        return isVector ? input.PlacesInKeras() ?? [.. Enumerable.Range(0, input.Shape.Length)]
            : isImage ? null
            : throw call.Options.Unsupported(
                "axis",
                $"[{string.Join(", ", axes)}]",
                $"[{string.Join(", ", input.Sides)}] comes in, of which only the channels are normalized.");
    }
}
