using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>The training step of each kind of layer.</summary>
internal static class TrainingSteps
{
    public static TrainingStep Create(NetworkLayer layer, TrainingContext context) => layer.Definition switch
    {
        Conv2D convolution => new ConvolutionStep(layer, LayerGeometry.Create(convolution, layer), context),
        DepthwiseConv2D convolution => new ConvolutionStep(layer, LayerGeometry.Create(convolution, layer), context),
        RepeatChannels repetition => new RepeatChannelsStep(layer, repetition.Times, context),
        Dense dense => new ConvolutionStep(layer, LayerGeometry.Create(dense, layer), context),
        Add => new AdditionStep(layer.InputShape.Length, context),
        BatchNormalization normalization when layer.IsFrozen => new FrozenNormalizationStep(layer, normalization, context),
        BatchNormalization normalization => new BatchNormalizationStep(layer, normalization, context),
        Rescaling rescaling => new RescalingStep(layer, rescaling, context),
        MaxPooling2D pooling => new MaxPoolingStep(LayerGeometry.Create(pooling, layer), context),
        AveragePooling2D pooling => new AveragePoolingStep(LayerGeometry.Create(pooling, layer), context),
        GlobalAveragePooling2D => new GlobalAveragePoolingStep(layer, context),
        ZeroPadding2D padding => new ZeroPaddingStep(LayerGeometry.Create(padding, layer), context),
        Dropout dropout => new DropoutStep(layer, dropout.Rate, context),
        Activation { Function: ActivationFunction.Relu } => new ReluStep(layer, context),
        Activation { Function: ActivationFunction.Softmax } => new SoftmaxStep(layer, context),
        Activation { Function: ActivationFunction.Linear } or Flatten => new IdentityStep(),
        Activation activation => new PointwiseStep(layer, PointwiseFunctions.Create(activation), context),
        var other => throw new NotSupportedException($"No training step is known for a {other.GetType().Name} layer."),
    };
}
