using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>Every form of output that models have becomes probabilities.</summary>
public sealed class OutputTests
{
    private static readonly float[] Images = Pictures.Noise(3, 11);

    public static TheoryData<string, bool?> Ends => new()
    {
        { "", null },
        { "", true },
        { "Softmax", null },
        { "Softmax", false },
        { "LogSoftmax", null },
        { "LogSoftmax", true },
        { "Sigmoid", null },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Logits_sigmoids_probabilities_and_their_logarithms_are_told_apart(string end, bool? softmax)
    {
        var model = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        string last = end switch
        {
            "" => model.Logits,
            "Sigmoid" => model.Builder.Node(end, [model.Logits]),
            _ => model.Builder.Node(end, [model.Logits], ModelBuilder.Attribute("axis", 1L)),
        };
        model.Builder.Output(last);

        AssertClose(model.Expected(Images), Classify(model.Builder.Build(), new OnnxRuntimeOptions { Softmax = softmax }));
    }

    [Theory]
    [InlineData(TensorElementType.Float16, 5e-3f)]
    [InlineData(TensorElementType.BFloat16, 5e-2f)]
    [InlineData(TensorElementType.Double, 1e-5f)]
    public void Values_come_in_any_type_of_number(TensorElementType type, float tolerance)
    {
        var model = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        model.Builder.Output(model.Builder.Node("Cast", [model.Logits], ModelBuilder.Attribute("to", (long)type)), type);

        AssertClose(model.Expected(Images), Classify(model.Builder.Build(), new OnnxRuntimeOptions()), tolerance);
    }

    [Theory]
    [InlineData(-1, LinearModel.Classes, 1, 1)]
    [InlineData(-1, 1, 1, LinearModel.Classes)]
    public void Sizes_of_1_do_not_matter(params int[] sizes)
    {
        var model = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        string shape = model.Builder.Integers([.. sizes.Select(static size => (long)size)]);
        model.Builder.Output(model.Builder.Node("Reshape", [model.Logits, shape]));

        AssertClose(model.Expected(Images), Classify(model.Builder.Build(), new OnnxRuntimeOptions()));
    }

    /// <summary>What skl2onnx writes: the label, and a list that has a map for each image.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_maps_of_scikit_learn_are_read_by_their_keys(bool isText)
    {
        var model = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        ModelBuilder builder = model.Builder;
        string probabilities = builder.Node("Softmax", [model.Logits], ModelBuilder.Attribute("axis", 1L));

        // Not in the order of the keys, which is the one that is read.
        ProtobufMessage labels = isText
            ? ModelBuilder.Attribute("classlabels_strings", "b", "A", "e", "D", "C")
            : ModelBuilder.Attribute("classlabels_int64s", 20L, 3, 51, 40, 30);
        string maps = builder.Node("ai.onnx.ml", "ZipMap", [probabilities], 1, labels)[0];
        string label = builder.Node("ArgMax", [probabilities], ModelBuilder.Attribute("axis", 1L));
        builder.Output(builder.Rename(label, "output_label"), TensorElementType.Int64);
        builder.MapsOutput(maps, isText ? TensorElementType.String : TensorElementType.Int64);
        int[] order = isText ? [1, 4, 3, 0, 2] : [1, 0, 4, 3, 2];
        float[] expected = [.. model.Expected(Images).Chunk(LinearModel.Classes).SelectMany(row => order.Select(place => row[place]))];

        using var classifier = new OnnxRuntimeClassifier(builder.Build());

        Assert.Equal(isText ? ["A", "C", "D", "b", "e"] : ["3", "20", "30", "40", "51"], classifier.ClassNames);
        AssertClose(expected, Classify(classifier));
        Assert.Equal("5", new CharacterRecognizer(new RecognizerOptions { Classifier = classifier, Classes = "12345" }).ClassNames[^1]);
    }

    [Fact]
    public void The_classifier_of_scikit_learn_is_read_without_maps()
    {
        var builder = new ModelBuilder();
        string x = builder.Input("float_input", TensorElementType.Float, -1, 784);
        float[] weights = [.. Pictures.Noise(3, 1).Select(static value => (value - 0.5f) / 10)];
        string[] outputs = builder.Node(
            "ai.onnx.ml", "LinearClassifier", [x], 2, ModelBuilder.Attribute("coefficients", weights),
            ModelBuilder.Attribute("intercepts", 0.1f, 0, -0.1f), ModelBuilder.Attribute("classlabels_ints", 0L, 1, 2),
            ModelBuilder.Attribute("post_transform", "SOFTMAX"));
        builder.Output(outputs[0], TensorElementType.Int64);
        builder.Output(outputs[1]);

        float[] actual = Classify(builder.Build(), new OnnxRuntimeOptions());

        double[] logits = [.. Enumerable.Range(0, 3).Select(cls => new[] { 0.1, 0, -0.1 }[cls]
            + Enumerable.Range(0, 784).Sum(j => Images[j] * (double)weights[(cls * 784) + j]))];
        Assert.Equal(Math.Exp(logits[0]) / logits.Sum(Math.Exp), actual[0], 1e-4);
    }

    [Fact]
    public void An_output_is_named_where_there_are_several()
    {
        var model = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        model.Builder.Output(model.Builder.Rename(model.Logits, "features"));
        byte[] file = model.Build();

        var fault = Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(file));

        Assert.Contains("'features', 'values'", fault.Message, StringComparison.Ordinal);
        AssertClose(model.Expected(Images), Classify(file, new OnnxRuntimeOptions { OutputName = "values" }));
        Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(file, new OnnxRuntimeOptions { OutputName = "none" }));
        Assert.Throws<ArgumentException>(() => new OnnxRuntimeClassifier(file, new OnnxRuntimeOptions { OutputName = "" }));
    }

    [Fact]
    public void Metadata_name_the_classes()
    {
        var model = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        model.Builder.Metadata(OnnxModel.ClassNamesKey, """["v","w","x","y","z"]""");
        var few = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        few.Builder.Metadata(OnnxModel.ClassNamesKey, """["v","w"]""");
        var twice = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        twice.Builder.Metadata(OnnxModel.ClassNamesKey, """["v","w","x","y","v"]""");

        using var classifier = new OnnxRuntimeClassifier(model.Build());

        Assert.Equal(["v", "w", "x", "y", "z"], classifier.ClassNames);
        Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(few.Build()));
        Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(twice.Build()));
    }

    [Fact]
    public void What_gives_no_values_of_classes_is_refused()
    {
        var label = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        label.Builder.Output(label.Builder.Node("ArgMax", [label.Logits], ModelBuilder.Attribute("axis", 1L)), TensorElementType.Int64);
        var image = new ModelBuilder();
        image.Output(image.Node("Relu", [image.Input("x", TensorElementType.Float, -1, 1, 28, 28)]));
        var single = new ModelBuilder();
        string x = single.Input("x", TensorElementType.Float, -1, 784);
        single.Output(single.Node("ReduceMean", [x], ModelBuilder.Attribute("axes", [1L])));
        var notANumber = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        notANumber.Builder.Output(notANumber.Builder.Node("Log", [notANumber.Logits]));

        Assert.Contains("its answer alone", Refusal(label.Builder), StringComparison.Ordinal);
        Assert.Contains("[1, 1, 28, 28]", Refusal(image), StringComparison.Ordinal);
        Assert.Contains("no value for each of two classes", Refusal(single), StringComparison.Ordinal);
        Assert.Contains("NaN", Refusal(notANumber.Builder), StringComparison.Ordinal);
    }

    /// <summary>A model that is said to give probabilities and does not would have 17 called a confidence.</summary>
    [Fact]
    public void Logits_that_are_said_to_be_probabilities_are_no_confidence()
    {
        var model = new LinearModel(TensorElementType.Float, [-1, 784], 784);
        using var classifier = new OnnxRuntimeClassifier(model.Build(), new OnnxRuntimeOptions { Softmax = false });
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = classifier });

        Assert.Throws<InvalidOperationException>(() => recognizer.Predict(Pictures.All[0]));
        Assert.Throws<InvalidOperationException>(() => recognizer.PredictBatch(Pictures.All));
    }

    private static string Refusal(ModelBuilder model) =>
        Assert.Throws<ModelFormatException>(() => new OnnxRuntimeClassifier(model.Build())).Message;

    private static float[] Classify(byte[] file, OnnxRuntimeOptions options)
    {
        using var classifier = new OnnxRuntimeClassifier(file, options);
        return Classify(classifier);
    }

    private static float[] Classify(OnnxRuntimeClassifier classifier)
    {
        float[] probabilities = new float[Images.Length / 784 * classifier.ClassNames.Count];
        classifier.Classify(Images, probabilities, Images.Length / 784);
        return probabilities;
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance = 1e-5f) =>
        Assert.Equal(expected, actual, (x, y) => Math.Abs(x - y) <= tolerance);
}
