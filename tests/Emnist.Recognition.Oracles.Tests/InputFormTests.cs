using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// The form of a model's images against ONNX Runtime, which is given what the model's own program would make of the picture: a
/// recognizer that is told the form gives the same probabilities.
/// </summary>
public sealed class InputFormTests
{
    private const int Side = CharacterNormalizer.Size;

    private static readonly byte[] Image = [.. Enumerable.Range(0, Side * Side).Select(static i => (byte)(i * i % 251))];

    /// <summary>Each form with the number that another program makes of a pixel.</summary>
    public static TheoryData<InputForm, Func<byte, float>> Forms => new()
    {
        { InputForm.Emnist, static x => x / 255f },
        { new InputForm { Ink = 255 }, static x => x },
        { new InputForm { Ground = -1 }, static x => ((x / 255f) - 0.5f) / 0.5f },
        { InputForm.Standardized(0.1307, 0.3081), static x => ((x / 255f) - 0.1307f) / 0.3081f },
        { InputForm.Standardized(0.1736, 0.3317), static x => ((x / 255f) - 0.1736f) / 0.3317f },
        { new InputForm { Ground = 1, Ink = 0 }, static x => (255 - x) / 255f },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_model_of_another_form_gives_the_same_probabilities(InputForm form, Func<byte, float> make)
    {
        foreach (TensorShape shape in (TensorShape[])[TensorShape.Image(Side), TensorShape.Vector(Side * Side)])
        {
            foreach (bool transposed in (bool[])[false, true])
            {
                OnnxModel model = Model(shape);
                InputForm told = form with { Transposed = transposed };
                float[] inputs = [.. Enumerable.Range(0, Image.Length).Select(i => make(Image[transposed ? (i % Side * Side) + (i / Side) : i]))];
                using var session = new OnnxRuntimeSession(model);
                float[] expected = session.Predict(inputs, 1);
                TensorPrimitives.SoftMax(expected, expected);

                float[] saidByOptions = new float[expected.Length];
                new CharacterRecognizer(model, new RecognizerOptions { InputForm = told }).PredictNormalizedScores(Image, saidByOptions);
                float[] toldByModel = new float[expected.Length];
                new CharacterRecognizer(new OnnxModel(model.Network, model.ClassNames) { InputForm = told }).PredictNormalizedScores(Image, toldByModel);

                Assert.Equal(saidByOptions, toldByModel);
                Assert.All(expected.Zip(saidByOptions), static pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            }
        }
    }

    /// <summary>A network whose answers depend on every pixel, small enough that 0 to 255 saturates nothing.</summary>
    private static OnnxModel Model(TensorShape shape)
    {
        var network = shape.Rank == 1
            ? new Network(shape, new Dense(4))
            : new Network(shape, new Conv2D(2, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu }, new Flatten(), new Dense(4));
        network.Initialize(5);
        foreach (ref float weight in network.Parameters.Last(static parameter => parameter.Shape.Count == 2).Values)
        {
            weight *= 0.01f;
        }

        return new OnnxModel(network, ["a", "b", "c", "d"]);
    }
}
