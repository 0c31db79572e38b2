using Emnist.Recognition.Networks;
using Emnist.Recognition.Tool.Commands;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Training;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Training;

/// <summary>
/// What a training starts from: a reference network, a trained model, or a trained model of the layers of a reference network,
/// which is then trained as that network is.
/// </summary>
internal sealed record NetworkStart(ReferenceNetwork? Reference, NamedModel? Model)
{
    /// <summary>Whether all layers but the last are frozen.</summary>
    public bool Freezes { get; init; }

    /// <summary>How it is trained on so many images.</summary>
    public TrainerOptions TrainingFor(int images) => Reference?.TrainingFor(images) ?? FineTuning.TrainingFor(images);

    /// <exception cref="ToolException">The model cannot be fine-tuned, or has other layers than the reference network.</exception>
    public Network Create(IReadOnlyList<string> classNames, int seed)
    {
        Network network = Reference is null ? FineTune(Model!, classNames, seed) : Create(Reference, classNames, seed);
        if (Freezes)
        {
            // The last one with parameters is the one that was replaced.
            foreach (NetworkLayer layer in network.Layers.Where(static layer => layer.Parameters.Count > 0).SkipLast(1))
            {
                layer.Trainable = false;
            }
        }

        return network;
    }

    /// <summary>Such as <c>mnist-mlp, 101,770 parameters, on 300 images of 10 classes</c>.</summary>
    public string Describe(Network network, TrainingSet set)
    {
        string name = Reference is null ? $"{Model!.Name}, fine-tuned" : NetworkChoice.ToWords(Reference.Name);
        IReadOnlyList<string> classes = set.Images.ClassNames;
        string known = Model is null ? "" : Invariant($", {classes.Count(Model.Model.ClassNames.Contains)} of them the model's");
        return Invariant($"{name}, {network.ParameterCount:N0} parameters, on {set.Images.Count:N0} images of {classes.Count} classes{known}");
    }

    private static Network FineTune(NamedModel model, IReadOnlyList<string> classNames, int seed)
    {
        try
        {
            return FineTuning.Create(model.Model, classNames, seed);
        }
        catch (ArgumentException e)
        {
            throw new ToolException($"{model.Name}: {ErrorText.Describe(e).Message}");
        }
    }

    private Network Create(ReferenceNetwork reference, IReadOnlyList<string> classNames, int seed)
    {
        Network network = reference.Create(classNames.Count);
        network.Initialize(seed);
        try
        {
            if (Model is not null)
            {
                FineTuning.CopyWeights(Model.Model, network, classNames);
            }

            return network;
        }
        catch (ArgumentException)
        {
            throw new ToolException(
                $"{Model!.Name}: its layers are not those of {NetworkChoice.ToWords(reference.Name)}, which it is to start: "
                + "name its own network, or leave --network out.");
        }
    }
}
