using System.Text;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Tests.Datasets.Arrays;

/// <summary>Files whose largest number leaves open which one is full ink, such as scikit-learn's digits of 0 to 16.</summary>
public sealed class PixelScaleTests
{
    private const string Advice = "to the number that is full ink, such as 16 or 255.";

    private static readonly int[] Digit = [.. Enumerable.Range(0, 64).Select(i => i % 17)];

    [Fact]
    public void A_low_table_asks_for_the_largest_number()
    {
        string text = string.Concat(Enumerable.Range(0, 3).Select(label => $"{label},{string.Join(',', Digit)}\n"));
        var options = new EmnistCsvOptions { Size = 8, Transposed = false };
        LabeledImages Load(EmnistCsvOptions asked) => EmnistCsv.Load(new MemoryStream(Encoding.ASCII.GetBytes(text)), asked);

        Assert.Equal(
            $"CSV stream, line 4: expected pixels of 0 to 255, found none above 16. Set EmnistCsvOptions.MaxPixel {Advice}",
            Assert.Throws<DatasetFormatException>(() => Load(options)).Message);
        Assert.Equal(255, Load(options with { MaxPixel = 16 }).Pixels.Span[16]);
        Assert.Equal(16, Load(options with { MaxPixel = 255 }).Pixels.Span[16]);
    }

    [Fact]
    public void Low_arrays_ask_for_it()
    {
        byte[] file = NpzBytes.Make(("x", [1, 8, 8], [.. Digit.Select(pixel => (byte)pixel)]), ("y", [1], [3]));
        LabeledImages Load(NpzOptions asked) => NpzFile.Load(new MemoryStream(file), asked);

        Assert.Equal(
            $"NPZ stream, array 'x': expected pixels of 0 to 255, found none above 16. Set MaxPixel {Advice}",
            Assert.Throws<DatasetFormatException>(() => Load(new NpzOptions())).Message);
        Assert.Equal(255, Load(new NpzOptions { MaxPixel = 16 }).Pixels.Span[16]);
        Assert.Equal(16, Load(new NpzOptions { MaxPixel = 255 }).Pixels.Span[16]);
    }

    /// <summary>A MATLAB file has no option for it: EMNIST's, which alone are read, have pixels of 0 to 255.</summary>
    [Fact]
    public void Of_a_low_MATLAB_file_the_way_round_is_told()
    {
        var images = new FileArray("dataset.train.images", new ElementFormat(NumberType.Float64, 8), [1, 64], IsColumnMajor: true,
            [.. Digit.SelectMany(pixel => BitConverter.GetBytes((double)pixel))]);
        var labels = new FileArray("dataset.train.labels", new ElementFormat(NumberType.UInt8, 1), [1], IsColumnMajor: true, [3]);
        var joined = new ArrayImages("a.mat", CharacterMapping.Digits, maxPixel: null, transposed: true, hasMaxPixel: false);

        Assert.Equal(
            "a.mat, dataset.train.images: expected pixels of 0 to 255, found none above 16. "
            + "Where another number is full ink, save the images as .npz, and set NpzOptions.MaxPixel.",
            Assert.Throws<DatasetFormatException>(() => joined.Join(images, labels)).Message);
    }

    [Theory]
    [InlineData(64, 127, "none above 127")]
    [InlineData(64, 128, null)]
    [InlineData(63, 2, null)]
    [InlineData(64, 0, null)]
    [InlineData(2, 1, "zeros and ones alone")]
    public void The_largest_number_of_enough_pixels_tells(int count, int largest, string? found)
    {
        var scale = new PixelScale(maxPixel: null);
        byte[] pixels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            Assert.True(scale.TryAdd(i == count / 2 ? largest : 0, pixels.AsSpan(0, i), out pixels[i]));
        }

        Assert.Equal(found, scale.Doubt(pixels)?.Found);
    }
}
