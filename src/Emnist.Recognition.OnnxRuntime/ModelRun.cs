using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>Runs a model on images. Safe to call from several threads at once.</summary>
internal static class ModelRun
{
    /// <summary>The values of each class for each image.</summary>
    /// <param name="session">The model.</param>
    /// <param name="input">How images lie in it.</param>
    /// <param name="output">What is read of it.</param>
    /// <param name="images">[count, 28, 28].</param>
    /// <param name="values">[count, classes], written.</param>
    /// <param name="options">How it is run.</param>
    public static void Run(
        InferenceSession session, ModelInput input, ModelOutput output, ReadOnlySpan<float> images, Span<float> values, RunOptions options)
    {
        int classes = output.Classes;
        int count = values.Length / classes;
        int length = count == 0 ? 0 : images.Length / count;
        int most = input.BatchSize ?? input.MaxBatch;
        for (int start = 0; start < count; start += most)
        {
            int size = Math.Min(most, count - start);
            using IDisposableReadOnlyCollection<OrtValue> outputs = RunOnce(
                session, input, output, images.Slice(start * length, size * length), size, options);
            output.Read(outputs[0], input.BatchSize ?? size, values.Slice(start * classes, size * classes));
        }
    }

    /// <summary>A run of a batch; the caller disposes what it gives.</summary>
    public static IDisposableReadOnlyCollection<OrtValue> RunOnce(
        InferenceSession session, ModelInput input, ModelOutput output, ReadOnlySpan<float> images, int count, RunOptions options)
    {
        using OrtValue tensor = input.Create(images, count);
        return session.Run(options, [input.Name], [tensor], [output.Name]);
    }
}
