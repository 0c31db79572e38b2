using System.Security.Cryptography;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets;

/// <summary>The real sets against values that record_datasets.py, beside this file, printed with NumPy.</summary>
public sealed class EmnistRealDataTests
{
    private const string Merged = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt";

    [DatasetFact("emnist-merged47-train")]
    public void Merged_train() => AssertRecorded(
        "emnist-merged47-train",
        Merged,
        7340978000,
        (40432, 37323),
        "1432b0e2556eeabf4b7a723f8d69b267d34ed72df1da6adc9fa3b93cf43ae37c",
        "1105628a4d7654247ae114289ff8ec951edb371b52f3ba1334abf073f9f9ed7e",
        [
            11217, 12389, 11337, 11327, 10823, 10295, 11194, 11697, 10939, 11154, 1741, 984, 3650, 1195, 1408, 2477,
            575, 819, 4166, 1366, 1192, 5871, 3236, 2287, 8256, 2934, 532, 1338, 7022, 2815, 4501, 2160, 2173, 1498,
            2039, 1564, 2832, 1370, 2873, 7224, 575, 830, 2469, 3208, 709, 4054, 5358,
        ]);

    [DatasetFact("emnist-merged47-test")]
    public void Merged_test() => AssertRecorded(
        "emnist-merged47-test",
        Merged,
        399980114,
        (27130, 58267),
        "f43c924b2b1cacd8d16ca30ab0aaaf542443de582cb6f406d480502eceb53500",
        "cfae8ade6c4d847cbeb2a58cbc9521777949d3ff9823d2159911dafd6495c294",
        [
            237, 239, 250, 249, 235, 255, 239, 228, 247, 227, 264, 232, 253, 232, 248, 245, 256, 245, 245, 238, 250,
            248, 253, 225, 250, 253, 240, 237, 243, 241, 226, 245, 243, 252, 230, 230, 240, 243, 228, 246, 262, 259,
            246, 252, 243, 232, 243,
        ]);

    [DatasetFact("emnist-digits-test")]
    public void Digits_test() => AssertRecorded(
        "emnist-digits-test",
        "0123456789",
        419003049,
        (14270, 29417),
        "ad0f9d2f187073d797a33bb822e55d36491b84ce6dba597cb6296d92f6babbda",
        "3a9a1752d614cac82b6f607e6e102f5e0a3fcf8b983dfc8c4076ee83deec9524",
        [1224, 1211, 1181, 1243, 1169, 1212, 1207, 1210, 1245, 1175]);

    [DatasetFact("emnist-letters-test")]
    public void Letters_test() => AssertRecorded(
        "emnist-letters-test",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        615809672,
        (44429, 32517),
        "55e540f32009ed0096a64d9348b4dc60867ff6f07f282e43510bd6d4c26f7913",
        "fc6449b11598fe6341364eb542446a022c13d6f8fe2242f1c2ef67ad1a94714a",
        [
            916, 887, 944, 896, 926, 893, 850, 908, 922, 904, 907, 906, 931, 911, 911, 915, 874, 903, 533, 157, 157,
            123, 122, 158, 137, 130,
        ]);

    [DatasetFact("emnist-mnist-test")]
    public void Mnist_test() => AssertRecorded(
        "emnist-mnist-test",
        "0123456789",
        346779882,
        (21777, 30221),
        "efd14bfde67ec4070f5029aee24a04852f60631bc9138ca9d6d73ca79cbc3617",
        "fbd40ae44cbd2d41677a102507656a6608736bf58498f11215a57ae2840b3251",
        [.. Enumerable.Repeat(1000, 10)]);

    /// <summary>
    /// An upright L is a left column and a bottom row. Swapping rows and columns swaps the two corners compared, so
    /// that images on their side would give the opposite answer.
    /// </summary>
    [DatasetFact("emnist-merged47-test")]
    public void Letters_stand_upright()
    {
        LabeledImages images = TestData.Load("emnist-merged47-test");
        long bottomLeft = 0;
        long topRight = 0;
        for (int i = 0; i < images.Count; i++)
        {
            if (images.ClassNames[images.Labels.Span[i]] == "L")
            {
                bottomLeft += Sum(images.GetImage(i), 14, 0);
                topRight += Sum(images.GetImage(i), 0, 14);
            }
        }

        Assert.True(bottomLeft > topRight, $"bottom left {bottomLeft}, top right {topRight}");

        static long Sum(ReadOnlySpan<byte> image, int top, int left)
        {
            long sum = 0;
            for (int y = top; y < top + 14; y++)
            {
                foreach (byte pixel in image.Slice((y * 28) + left, 14))
                {
                    sum += pixel;
                }
            }

            return sum;
        }
    }

    [DatasetFact("emnist-merged47-train")]
    public void Labels_that_the_mapping_lacks_are_refused()
    {
        string folder = Path.GetDirectoryName(TestData.FindImages("emnist-merged47-train"))!;
        string labels = Path.Combine(folder, "emnist-merged47-train-labels-idx1-ubyte.gz");

        var fault = Assert.Throws<DatasetFormatException>(
            () => EmnistDataset.Load(TestData.FindImages("emnist-merged47-train")!, labels));

        Assert.Contains("expected a label of the digits' mapping", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertRecorded(
        string set, string names, long pixelSum, (int First, int Last) sums, string pixels, string labels, int[] counts)
    {
        LabeledImages images = TestData.Load(set);

        Assert.Equal((28, 28, counts.Sum()), (images.Width, images.Height, images.Count));
        Assert.Equal(names, string.Concat(images.ClassNames));
        Assert.Equal(counts, images.CountByClass());
        Assert.Equal(sums, ((int)Sum(images.GetImage(0)), (int)Sum(images.GetImage(images.Count - 1))));
        Assert.Equal(pixelSum, Sum(images.Pixels.Span));
        Assert.Equal(labels, Convert.ToHexStringLower(SHA256.HashData(images.Labels.Span)));
        Assert.Equal(pixels, Convert.ToHexStringLower(SHA256.HashData(images.Pixels.Span)));

        static long Sum(ReadOnlySpan<byte> values)
        {
            long sum = 0;
            foreach (byte value in values)
            {
                sum += value;
            }

            return sum;
        }
    }
}
