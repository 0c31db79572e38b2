using Emnist.Recognition.Networks;
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

        Network network = KerasModel.Load(new MemoryStream(ReferenceModels.File(name)));

        Close.Equal(expected.Outputs, network.Predict(expected.Inputs), expected.Tolerance);
    }
}
