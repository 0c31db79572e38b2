using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>Every form of input that models have is given the images as they should lie in it.</summary>
public sealed class InputTests
{
    private const int Count = 7;

    [Theory]
    [InlineData(-1, 1, 28, 28)]
    [InlineData(-1, 28, 28, 1)]
    [InlineData(-1, 28, 28)]
    [InlineData(-1, 784)]
    [InlineData(-1, 784, 1)]
    [InlineData(-1, 1, 784)]
    [InlineData(1, 1, 28, 28)]
    [InlineData(1, 28, 28)]
    [InlineData(4, 1, 28, 28)]
    [InlineData(100, 784)]
    [InlineData(28, 28)]
    [InlineData(784)]
    [InlineData(28, 28, 1)]
    [InlineData(-1, 1, -1, -1)]
    [InlineData(-1, -1, -1, 1)]
    [InlineData(-1, -1, -1, -1)]
    [InlineData(-1, -1)]
    [InlineData(-1, -1, -1)]
    [InlineData(-1, -1, 28, 28)]
    public void Images_come_in_any_layout(params int[] declared)
    {
        var model = new LinearModel(TensorElementType.Float, declared, 784);
        float[] images = Pictures.Noise(Count, 3);

        AssertClose(model.Expected(images), Classify(model.Build(), images), 1e-5f);
    }

    [Theory]
    [InlineData(false, -1, 3, 28, 28)]
    [InlineData(false, 1, 3, 28, 28)]
    [InlineData(false, 3, 28, 28)]
    [InlineData(true, -1, 28, 28, 3)]
    [InlineData(true, 28, 28, 3)]
    public void Three_channels_are_alike(bool isChannelsLast, params int[] declared)
    {
        var model = new LinearModel(TensorElementType.Float, declared, 3 * 784);
        float[] images = Pictures.Noise(Count, 4);
        float[] values = [.. images.Chunk(784).SelectMany(image => isChannelsLast
            ? image.SelectMany(static pixel => Enumerable.Repeat(pixel, 3))
            : Enumerable.Repeat(image, 3).SelectMany(static channel => channel))];

        AssertClose(model.Expected(values), Classify(model.Build(), images), 1e-5f);
    }

    [Theory]
    [InlineData(TensorElementType.Float16, 2e-3f)]
    [InlineData(TensorElementType.BFloat16, 2e-2f)]
    [InlineData(TensorElementType.Double, 1e-5f)]
    [InlineData(TensorElementType.UInt8, 1e-5f)]
    [InlineData(TensorElementType.Int32, 1e-5f)]
    [InlineData(TensorElementType.Int64, 1e-5f)]
    public void Images_come_in_any_type_of_number(TensorElementType type, float tolerance)
    {
        var model = new LinearModel(type, [-1, 1, 28, 28], 784);
        float[] images = Pictures.Noise(Count, 5);

        AssertClose(model.Expected(images), Classify(model.Build(), images), tolerance);
    }

    /// <summary>The file tells its form for what its input takes, which are bytes here; the classifier is given 0 to 1.</summary>
    [Fact]
    public void The_form_of_a_model_of_bytes_is_told_in_bytes()
    {
        var model = new LinearModel(TensorElementType.UInt8, [-1, 784], 784);
        model.Builder.Metadata(OnnxModel.InputFormKey, """{"ground":255,"ink":0,"transposed":true,"framing":"mnist"}""");
        using var classifier = new OnnxRuntimeClassifier(model.Build());

        Assert.Equal(new InputForm { Ground = 1, Ink = 0, Transposed = true, Framing = CharacterFraming.Mnist }, classifier.InputForm);
    }

    [Theory]
    [InlineData(32, -1, 1, 32, 32)]
    [InlineData(64, -1, 64, 64)]
    [InlineData(20, -1, 400)]
    [InlineData(8, 1, 64)]
    public void A_square_of_another_size_is_made_of_the_image(int side, params int[] declared)
    {
        var model = new LinearModel(TensorElementType.Float, declared, side * side);
        float[] images = Pictures.Noise(Count, 6);
        float[] resized = new float[Count * side * side];
        var resampling = new SquareResampling(28, side);
        for (int i = 0; i < Count; i++)
        {
            resampling.Resample(images.AsSpan(i * 784, 784), resized.AsSpan(i * side * side));
        }

        AssertClose(model.Expected(resized), Classify(model.Build(), images), 1e-5f);
    }

    /// <summary>Exporters write an open batch where the graph was made for one image: together they would answer for each other.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_go_one_by_one_where_the_graph_takes_no_more(bool fails)
    {
        var builder = new ModelBuilder();
        string x = builder.Node("Flatten", [builder.Input("x", TensorElementType.Float, -1, 1, 28, 28)]);
        x = fails
            ? builder.Node("Reshape", [x, builder.Integers(1, 784)])
            : builder.Node("Sub", [x, builder.Node("ReduceMean", [x], ModelBuilder.Attribute("axes", [0L]))]);
        x = builder.Node("Slice", [x, builder.Integers(0), builder.Integers(4), builder.Integers(1)]);
        builder.Output(x);
        float[] images = Pictures.Noise(3, 8);

        float[] together = Classify(builder.Build(), images);

        Assert.Equal(together, images.Chunk(784).SelectMany(image => Classify(builder.Build(), image)));
    }

    [Fact]
    public void Without_images_nothing_is_done()
    {
        using var classifier = new OnnxRuntimeClassifier(new LinearModel(TensorElementType.Float, [-1, 784], 784).Build());

        classifier.Classify([], [], 0);
    }

    [Theory]
    [InlineData(-1, 1, 28, 20)]
    [InlineData(-1, 2, 28, 28)]
    [InlineData(-1, 785)]
    [InlineData(-1, 4)]
    [InlineData(-1, 1, 4096, 4096)]
    [InlineData(1_000_000, 784)]
    [InlineData(0, 784)]
    [InlineData(-1, 1, 1, 28, 28)]
    public void What_takes_no_character_is_refused_by_the_name_of_the_input(params int[] declared)
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Identity", [builder.Input("pixels", TensorElementType.Float, declared)]));

        var fault = Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(builder.Build()));

        string sizes = string.Join(", ", declared.Select(static size => size < 0 ? "any" : $"{size}"));
        Assert.StartsWith($"The input 'pixels' of [{sizes}] takes no character", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_inputs_are_refused_by_name()
    {
        var text = new ModelBuilder();
        text.Output(text.Node("Identity", [text.Input("words", TensorElementType.String, -1, 784)]), TensorElementType.String);
        var two = new ModelBuilder();
        two.Output(two.Node("Add", [two.Input("x", TensorElementType.Float, -1, 784), two.Input("keep", TensorElementType.Float, 1)]));

        var ofText = Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(text.Build()));
        var ofTwo = Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(two.Build()));
        Assert.Contains("'words' is of String", ofText.Message, StringComparison.Ordinal);
        Assert.Contains("'x', 'keep'", ofTwo.Message, StringComparison.Ordinal);
    }

    private static float[] Classify(byte[] file, float[] images)
    {
        using var classifier = new OnnxRuntimeClassifier(file);
        int count = images.Length / 784;
        float[] probabilities = new float[count * classifier.ClassNames.Count];
        classifier.Classify(images, probabilities, count);
        return probabilities;
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance) =>
        Assert.Equal(expected, actual, (x, y) => Math.Abs(x - y) <= tolerance);
}
