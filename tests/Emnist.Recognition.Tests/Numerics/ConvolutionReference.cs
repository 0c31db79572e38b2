using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Numerics;

/// <summary>The convolution and its gradients as their definitions read, in double precision.</summary>
internal static class ConvolutionReference
{
    public static double[] Forward(
        ConvolutionGeometry g, ReadOnlySpan<float> input, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, int count)
    {
        double[] output = new double[count * g.OutputLength];
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = bias[i % g.OutputChannels];
        }

        foreach ((int x, int w, int y) in Terms(g, count))
        {
            output[y] += (double)input[x] * kernel[w];
        }

        return output;
    }

    public static double[] InputGradient(ConvolutionGeometry g, ReadOnlySpan<float> kernel, ReadOnlySpan<float> outputGradient, int count)
    {
        double[] gradient = new double[count * g.InputLength];
        foreach ((int x, int w, int y) in Terms(g, count))
        {
            gradient[x] += (double)outputGradient[y] * kernel[w];
        }

        return gradient;
    }

    public static double[] KernelGradient(ConvolutionGeometry g, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, int count)
    {
        double[] gradient = new double[g.KernelLength];
        foreach ((int x, int w, int y) in Terms(g, count))
        {
            gradient[w] += (double)outputGradient[y] * input[x];
        }

        return gradient;
    }

    /// <summary>Every product of an input and a kernel value, with the output that it goes into.</summary>
    private static IEnumerable<(int Input, int Kernel, int Output)> Terms(ConvolutionGeometry g, int count)
    {
        for (int i = 0; i < count * g.OutputLength; i++)
        {
            (int pixel, int n) = Math.DivRem(i, g.OutputChannels);
            (int image, int position) = Math.DivRem(pixel, g.OutputPixels);
            (int y, int x) = Math.DivRem(position, g.OutputWidth);
            int inputs = g.InputChannels / g.Groups;
            int firstInput = n / (g.OutputChannels / g.Groups) * inputs;
            for (int w = 0; w < g.Taps * inputs; w++)
            {
                (int tap, int c) = Math.DivRem(w, inputs);
                int inputY = (y * g.StrideHeight) + (tap / g.KernelWidth * g.DilationHeight) - g.PaddingTop;
                int inputX = (x * g.StrideWidth) + (tap % g.KernelWidth * g.DilationWidth) - g.PaddingLeft;
                if (inputY >= 0 && inputY < g.InputHeight && inputX >= 0 && inputX < g.InputWidth)
                {
                    int source = (((image * g.InputHeight) + inputY) * g.InputWidth) + inputX;
                    yield return ((source * g.InputChannels) + firstInput + c, (w * g.OutputChannels) + n, i);
                }
            }
        }
    }
}
