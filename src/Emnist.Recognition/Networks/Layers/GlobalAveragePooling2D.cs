using Emnist.Recognition.Networks.Backpropagation;
using Emnist.Recognition.Networks.Inference;

namespace Emnist.Recognition.Networks.Layers;

/// <summary>The mean of each channel over the image: input [height, width, channels], output [channels].</summary>
public sealed class GlobalAveragePooling2D : Layer
{
    internal override string KindName => "global_average_pooling2d";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        return TensorShape.Vector(input.Channels);
    }

    internal override TrainingStep CreateTrainingStep(NetworkLayer layer, TrainingContext context) =>
        new GlobalAveragePoolingStep(layer, context);

    internal override void AddTo(PlanBuilder plan, NetworkLayer layer) =>
        plan.Add(new GlobalAveragePoolingPlanStep(layer.InputShape.Length, layer.InputShape.Channels));
}
