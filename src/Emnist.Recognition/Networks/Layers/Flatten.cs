using Emnist.Recognition.Networks.Backpropagation;
using Emnist.Recognition.Networks.Inference;

namespace Emnist.Recognition.Networks.Layers;

/// <summary>An image [height, width, channels] as a vector, in that order; the numbers stay where they are.</summary>
public sealed class Flatten : Layer
{
    internal override string KindName => "flatten";

    internal override bool KeepsValues => true;

    internal override TensorShape InferShape(string name, TensorShape input) => TensorShape.Vector(input.Length);

    internal override TrainingStep CreateTrainingStep(NetworkLayer layer, TrainingContext context) => new IdentityStep();

    internal override void AddTo(PlanBuilder plan, NetworkLayer layer)
    {
    }
}
