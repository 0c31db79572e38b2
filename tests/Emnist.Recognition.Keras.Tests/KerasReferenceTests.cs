using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Keras.Tests;

/// <summary>Models in the layouts of Keras 1, 2 and 3 give what PyTorch gives, computed in Keras's own order of sides.</summary>
public sealed class KerasReferenceTests
{
    public static TheoryData<string> Names => [.. ReferenceModels.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_computes_what_it_did_in_Keras(string name)
    {
        ReferenceCase expected = ReferenceModels.Case(name);

        Network network = Load(name, classes: name == "kernels_turned.h5" ? 3 : 5);

        Close.Equal(expected.Outputs, network.Predict(expected.Inputs), expected.Tolerance);
    }

    /// <summary>The network; of a model that turns its images the one that takes them turned, which class names come with.</summary>
    private static Network Load(string name, int classes)
    {
        byte[] file = ReferenceModels.File(name);
        try
        {
            return KerasModel.Load(new MemoryStream(file));
        }
        catch (ModelFormatException e) when (e.Message.Contains("Permute", StringComparison.Ordinal))
        {
            return KerasModel.Load(new MemoryStream(file), [.. Enumerable.Range(0, classes).Select(static i => $"{i}")]).Network;
        }
    }
}
