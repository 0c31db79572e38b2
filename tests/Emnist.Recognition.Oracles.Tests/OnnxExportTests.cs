using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>Every form of a file loads in ONNX Runtime and gives the network's own answers.</summary>
public sealed class OnnxExportTests
{
    private const int Samples = 3;
    private const float LogitTolerance = 1e-4f;
    private const float ProbabilityTolerance = 1e-5f;

    /// <summary>A network for each way to end, and the embedded one.</summary>
    private static readonly string[] Models =
        ["logits", "softmax", "dense softmax", "softmax and dropout", "activations", "vector", "embedded"];

    public static TheoryData<string> Names => [.. Models];

    private static IEnumerable<OnnxExportOptions> Forms =>
        from operatorSet in Enumerable.Range(13, 13)
        from batch in (int?[])[null, Samples]
        from softmax in (bool?[])[null, true, false]
        from maximum in (int[])[1, 255]
        select new OnnxExportOptions { OperatorSet = operatorSet, BatchSize = batch, Softmax = softmax, InputMaximum = maximum };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_gives_the_same_answers(string name)
    {
        OnnxModel model = Create(name);
        bool ends = name.Contains("softmax", StringComparison.Ordinal);
        float[] inputs = Inputs(model);
        float[] own = model.Network.Predict(inputs);
        float[] logits = ends ? WithoutSoftmax(model.Network).Predict(inputs) : own;
        foreach (OnnxExportOptions form in Forms)
        {
            bool softmax = form.Softmax ?? ends;
            float[] given = [.. inputs.Select(value => value * form.InputMaximum)];
            using var session = new OnnxRuntimeSession(model, form);

            AssertClose(softmax ? Softmax(logits) : logits, session.Predict(given, Samples), softmax ? ProbabilityTolerance : LogitTolerance, form);
            Assert.Equal((form.BatchSize ?? -1, form.BatchSize ?? -1), (session.Dimensions.Input[0], session.Dimensions.Output[0]));
        }
    }

    [OpenCVFact]
    public void Every_form_gives_the_same_answers_in_OpenCV()
    {
        foreach (string name in Models.Where(static name => name is not "embedded"))
        {
            OnnxModel model = Create(name);
            bool ends = name.Contains("softmax", StringComparison.Ordinal);
            float[] inputs = Inputs(model);
            float[] logits = WithoutSoftmax(model.Network).Predict(inputs);
            using var cases = new OpenCVCases();
            Dictionary<string, OnnxExportOptions> forms = Forms
                .Where(static form => form.OperatorSet is 13 or 19 or 25)
                .Where(form => form.OperatorSet < OpenCVTests.GeluOperatorSet || name != "activations")
                .Select(static (form, i) => (Name: $"{i}", Form: form)).ToDictionary(static form => form.Name, static form => form.Form);
            foreach ((string number, OnnxExportOptions form) in forms)
            {
                cases.Add(number, model, form, [.. inputs.Select(value => value * form.InputMaximum)]);
            }

            foreach ((string number, (float[]? outputs, string? problem)) in cases.Run())
            {
                bool softmax = forms[number].Softmax ?? ends;
                Assert.True(problem is null, $"{name}, {forms[number]}: {problem}");
                AssertClose(softmax ? Softmax(logits) : logits, outputs!, softmax ? ProbabilityTolerance : LogitTolerance, forms[number]);
            }
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 255)]
    [InlineData(-0.4242f, 2.8215f)]
    public void A_file_scales_what_it_takes_for_a_network_of_another_form(float ground, float ink)
    {
        OnnxModel plain = Create("logits");
        var model = new OnnxModel(plain.Network, plain.ClassNames) { InputForm = new InputForm { Ground = ground, Ink = ink } };
        float[] pixels = Inputs(model);
        float[] expected = model.Network.Predict([.. pixels.Select(pixel => ground + (pixel * (ink - ground)))]);
        foreach (int maximum in (int[])[1, 255])
        {
            var form = new OnnxExportOptions { InputMaximum = maximum, ScaleInput = true };
            using var session = new OnnxRuntimeSession(model, form);

            AssertClose(expected, session.Predict([.. pixels.Select(pixel => pixel * maximum)], Samples), LogitTolerance, form);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_form_is_read_again(string name)
    {
        OnnxModel model = Create(name);
        float[] inputs = Inputs(model);
        float[] logits = WithoutSoftmax(model.Network).Predict(inputs);
        foreach (OnnxExportOptions form in Forms)
        {
            using var file = new MemoryStream();
            model.Save(file, form);
            file.Position = 0;
            OnnxModel loaded = OnnxModel.Load(file);

            bool softmax = form.Softmax ?? name.Contains("softmax", StringComparison.Ordinal);
            Assert.Equal(form with { Softmax = softmax }, loaded.LoadedAs);
            Assert.Equal(model.ClassNames, loaded.ClassNames);
            AssertClose(softmax ? Softmax(logits) : logits, loaded.Network.Predict(inputs), ProbabilityTolerance, form);
        }
    }

    private static OnnxModel Create(string name) => name switch
    {
        "embedded" => EmbeddedModel.Load(),
        "vector" => new OnnxModel(new Network(TensorShape.Vector(7), new Dense(5), new BatchNormalization()), ["a", "b", "c", "d", "e"]),
        _ => new OnnxModel(Image(name), ["a", "b", "c", "d"]),
    };

    private static Network Image(string name)
    {
        IReadOnlyList<Layer> end = name switch
        {
            "logits" => [new Dense(4)],
            "activations" =>
            [
                new Dense(9) { Activation = ActivationFunction.Gelu }, new Activation(ActivationFunction.Silu),
                new Dense(8) { Activation = ActivationFunction.LeakyRelu }, new Dense(4), new Activation(ActivationFunction.Gelu),
            ],
            "dense softmax" => [new Dense(4) { Activation = ActivationFunction.Softmax, Name = "last" }],
            "softmax" => [new Dense(4), new Activation(ActivationFunction.Softmax)],
            _ => [new Dense(4), new Activation(ActivationFunction.Softmax), new Dropout(0.5f), new Activation(ActivationFunction.Linear)],
        };
        return new Network(
            TensorShape.Image(new ImageSize { Width = 9, Height = 7 }).WithChannels(2),
            [
                new Conv2D(5, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu }, new MaxPooling2D(), new Conv2D(6, 2),
                new BatchNormalization(), new Flatten(), .. end,
            ]);
    }

    /// <summary>The same weights under layers that the test itself lists.</summary>
    private static Network WithoutSoftmax(Network network)
    {
        Layer[] layers =
        [
            .. from layer in network.Layers
               where layer.Definition is not Activation { Function: ActivationFunction.Softmax }
               select layer.Definition is Dense { Activation: ActivationFunction.Softmax } dense ? new Dense(dense.Units) : layer.Definition,
        ];
        var logits = new Network(network.InputShape, layers);
        foreach ((Parameter to, Parameter from) in logits.Parameters.Zip(network.Parameters))
        {
            from.Values.CopyTo(to.Values);
        }

        return logits;
    }

    private static float[] Inputs(OnnxModel model)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Samples * model.Network.InputShape.Length).Select(_ => random.Next(256) / 255f)];
    }

    private static float[] Softmax(float[] logits)
    {
        float[] probabilities = new float[logits.Length];
        int classes = logits.Length / Samples;
        for (int i = 0; i < Samples; i++)
        {
            TensorPrimitives.SoftMax(logits.AsSpan(i * classes, classes), probabilities.AsSpan(i * classes, classes));
        }

        return probabilities;
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance, OnnxExportOptions form)
    {
        float difference = OnnxRuntimeTests.Difference(expected, actual);
        Assert.True(difference <= tolerance, $"{form}: off by {difference}.");
    }
}
