using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>A model as ONNX Runtime runs the file that is written of it, on one thread.</summary>
internal sealed class OnnxRuntimeSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly TensorShape _input;
    private readonly int _classes;

    public OnnxRuntimeSession(OnnxModel model)
        : this(model, new OnnxExportOptions())
    {
    }

    public OnnxRuntimeSession(OnnxModel model, OnnxExportOptions form)
    {
        using var file = new MemoryStream();
        model.Save(file, form);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(file.ToArray(), options);
        _input = model.Network.InputShape;
        _classes = model.ClassNames.Count;
    }

    /// <summary>The sizes of the file's input and output; -1 for a batch of any size.</summary>
    public (int[] Input, int[] Output) Dimensions =>
        (_session.InputMetadata["input"].Dimensions, _session.OutputMetadata["output"].Dimensions);

    /// <param name="inputs">[count, height, width, channels], as the library has them.</param>
    /// <param name="count">The number of samples.</param>
    /// <returns>[count, classes].</returns>
    public float[] Predict(float[] inputs, int count)
    {
        long[] shape = _input.Rank == 1 ? [count, _input.Length] : [count, _input.Channels, _input.Height, _input.Width];
        using var input = OrtValue.CreateTensorValueFromMemory(ChannelsFirst(inputs, _input, count), shape);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(
            run, _session.InputNames, [input], _session.OutputNames);
        float[] values = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal(count * _classes, values.Length);
        return values;
    }

    public void Dispose() => _session.Dispose();

    /// <summary>[count, height, width, channels] to [count, channels, height, width].</summary>
    internal static float[] ChannelsFirst(float[] inputs, TensorShape shape, int count)
    {
        int pixels = shape.Height * shape.Width;
        float[] swapped = new float[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, shape.Channels);
            (int sample, int place) = Math.DivRem(pixel, pixels);
            swapped[(((sample * shape.Channels) + channel) * pixels) + place] = inputs[i];
        }

        return swapped;
    }
}
