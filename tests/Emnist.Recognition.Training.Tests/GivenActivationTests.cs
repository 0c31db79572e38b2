using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests;

public sealed class GivenActivationTests
{
    private static readonly Layer Relu = new Activation(ActivationFunction.Relu);
    private static readonly Layer Softmax = new Activation(ActivationFunction.Softmax);

    [Fact]
    public void A_training_gives_the_weights_of_activation_layers_to_the_bit()
    {
        float[][] given = Train(
            new Conv2D(6, 3) { Activation = ActivationFunction.Relu, KernelL2 = 1e-4f }, new Dropout(0.2f),
            new Conv2D(4, 2) { Activation = ActivationFunction.Softmax }, new Flatten(),
            new Dense(12) { Activation = ActivationFunction.Relu }, new Dropout(0.3f),
            new Dense(6) { Activation = ActivationFunction.Softmax });
        float[][] apart = Train(
            new Conv2D(6, 3) { KernelL2 = 1e-4f }, Relu, new Dropout(0.2f),
            new Conv2D(4, 2), Softmax, new Flatten(),
            new Dense(12), Relu, new Dropout(0.3f),
            new Dense(6), Softmax);

        Assert.Equal(apart, given);
    }

    private static float[][] Train(params Layer[] layers)
    {
        var network = new Network(SyntheticImages.Shape, layers);
        LabeledImages images = SyntheticImages.Create(3, 40, 40, 40, 40, 40, 40);
        new Trainer(new TrainerOptions { Epochs = 2, BatchSize = 32, ValidationFraction = 0.2, CalibrateConfidence = true, Seed = 5 })
            .Fit(network, images);
        return network.CopyParameters();
    }
}
