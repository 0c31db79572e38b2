using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>
/// Runs a model on a few images of noise, for what its file does not say: how images lie in an input with open sizes, how many classes
/// there are, whether it gives probabilities, and whether several images at once give what each does alone.
/// </summary>
internal static class ModelTrial
{
    private const int Images = 4;
    private const int Length = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>How far the values of a batch may be from those of its images, as a share of the largest: by half precision.</summary>
    private const float BatchTolerance = 0.02f;

    /// <summary>Images of noise, each half as strong as the one before, as a model of the form takes them.</summary>
    public static float[] Noise(InputForm form)
    {
        byte[] pixels = new byte[Images * Length];
        new Random(1).NextBytes(pixels);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] >>= i / Length;
        }

        float[] images = new float[pixels.Length];
        form.Apply(pixels, images);
        return images;
    }

    /// <summary>Finds the input that runs, and settles how many images it takes.</summary>
    /// <returns>The input, and [<see cref="Images"/>, classes]: what the model gives for the noise.</returns>
    /// <exception cref="ModelFormatException">None runs, or the output has no value for each class.</exception>
    public static (ModelInput Input, float[] Values) Run(
        InferenceSession session, IReadOnlyList<ModelInput> inputs, ModelOutput output, float[] noise)
    {
        // A run that fails is told in an exception, and not on the standard error as well.
        using var quiet = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        Exception? fault = null;
        foreach (ModelInput input in inputs)
        {
            try
            {
                using (IDisposableReadOnlyCollection<OrtValue> first = ModelRun.RunOnce(
                    session, input, output, noise.AsSpan(0, Length), 1, quiet))
                {
                    output.Learn(first[0], input.BatchSize ?? 1);
                }

                return (input, RunSettled(session, input, output, noise, quiet));
            }
            catch (Exception e) when (e is OnnxRuntimeException or ModelFormatException or InvalidOperationException)
            {
                // What the likeliest says, the others being guesses.
                fault ??= e;
            }
        }

        throw fault as ModelFormatException
            ?? new ModelFormatException($"The model does not run on an image of 28 x 28: {fault!.Message}", fault);
    }

    private static float[] RunSettled(InferenceSession session, ModelInput input, ModelOutput output, float[] noise, RunOptions quiet)
    {
        float[] single = new float[Images * output.Classes];
        for (int i = 0; i < Images; i++)
        {
            ModelRun.Run(
                session, input, output, noise.AsSpan(i * Length, Length), single.AsSpan(i * output.Classes, output.Classes), quiet);
        }

        RequireNumbers(single, output);
        if (input.BatchSize is null && !GivesTheSame(session, input, output, noise, single, quiet))
        {
            input.TakeSingly();
        }

        return single;
    }

    /// <summary>Whether images give together what each gives alone: exporters write an open batch where the graph has one of 1.</summary>
    private static bool GivesTheSame(
        InferenceSession session, ModelInput input, ModelOutput output, float[] noise, float[] single, RunOptions quiet)
    {
        float[] together = new float[single.Length];
        try
        {
            ModelRun.Run(session, input, output, noise, together, quiet);
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidOperationException)
        {
            return false;
        }

        TensorPrimitives.Subtract(together, single, together);
        float largest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(single));
        return float.IsFinite(largest) && MathF.Abs(TensorPrimitives.MaxMagnitude<float>(together)) <= BatchTolerance * largest;
    }

    /// <summary>The logarithm of 0 is no fault.</summary>
    private static void RequireNumbers(ReadOnlySpan<float> values, ModelOutput output)
    {
        foreach (float value in values)
        {
            if (float.IsNaN(value) || float.IsPositiveInfinity(value))
            {
                throw new ModelFormatException(
                    $"The output '{output.Name}' gives {value} for an image of noise: the file is damaged, its training diverged, or its "
                    + "numbers have too few bits. Save the weights of an earlier epoch, or export it in single precision.");
            }
        }
    }
}
