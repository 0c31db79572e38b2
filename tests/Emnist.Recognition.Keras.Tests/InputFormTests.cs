using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras.Tests;

/// <summary>What a model tells of the images that it takes.</summary>
public sealed class InputFormTests
{
    private static readonly string[] ClassNames = ["a", "b", "c", "d", "e"];

    [Theory]
    [InlineData("permute.h5", true)]
    [InlineData("permute_dense.h5", true)]
    [InlineData("first_to_last.h5", false)]
    [InlineData("k1_th_cnn.h5", false)]
    [InlineData("rescaling_dense.h5", false)]
    public void A_model_that_turns_its_images_takes_them_on_their_side(string name, bool isTransposed)
    {
        OnnxModel model = KerasModel.Load(new MemoryStream(ReferenceModels.File(name)), ClassNames);

        Assert.Equal(isTransposed ? true : null, model.InputForm?.Transposed);
        Assert.Equal(ClassNames, model.ClassNames);
    }

    [Fact]
    public void Names_are_as_many_as_outputs() => Assert.Throws<ArgumentException>(
        () => KerasModel.Load(new MemoryStream(ReferenceModels.File("k2_mlp.h5")), ["a", "b"]));
}
