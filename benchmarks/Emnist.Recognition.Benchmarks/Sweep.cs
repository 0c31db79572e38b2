using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Benchmarks;

/// <summary>How the cost of a prediction grows: with the batch, with threads, and with the width of the network.</summary>
internal static class Sweep
{
    public static void Run()
    {
        Console.WriteLine("| VGG-like, batch | 1 thread, images/s | 2 threads, images/s |\n|---:|---:|---:|");
        Network network = BenchmarkNetworks.Create("vgg");
        foreach (int count in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])
        {
            Console.WriteLine($"| {count} | {Rate(network, count, 1):N0} | {Rate(network, count, 2):N0} |");
        }

        Console.WriteLine("\n| filters of the first block | multiply-adds | us an image | multiply-adds a second |\n|---:|---:|---:|---:|");
        foreach (int filters in (int[])[8, 16, 32, 48, 64, 96])
        {
            double rate = Rate(Wide(filters), 1, 1);
            double products = MultiplyAdds(filters);
            Console.WriteLine($"| {filters} | {products / 1e6:N1} M | {1e6 / rate:N0} | {products * rate / 1e9:N0} G |");
        }

        (double product, double peak) = (MatrixProduct.Rate(1024), MatrixProduct.PeakRate());
        Console.WriteLine($"\nThe product of 1024 x 1024 matrices on one thread makes {product / 1e9:N0} GFLOP/s, {product / peak:F2} "
            + "of the peak.");
    }

    private static double Rate(Network network, int count, int threads)
    {
        InferencePlan plan = network.ToInferencePlan();
        float[] inputs = new float[count * network.InputShape.Length];
        float[] outputs = new float[count * network.OutputShape.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        return count * Repetition.PerSecond(() => plan.Predict(inputs, outputs, count, parallel));
    }

    private static Network Wide(int filters)
    {
        Layer relu = new Activation(ActivationFunction.Relu);
        Layer[] Block(int n) => [new Conv2D(n, 3) { Padding = Padding.Same }, relu];
        return new Network(TensorShape.Image(28), [
            .. Block(filters), .. Block(filters), new MaxPooling2D(),
            .. Block(2 * filters), .. Block(2 * filters), new MaxPooling2D(), new GlobalAveragePooling2D(), new Dense(47)]);
    }

    private static double MultiplyAdds(int filters) =>
        (784.0 * 9 * (filters + (filters * filters))) + (196.0 * 9 * ((2 * filters * filters) + (4 * filters * filters))) + (94.0 * filters);
}
