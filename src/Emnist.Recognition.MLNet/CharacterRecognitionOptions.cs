using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.MLNet;

/// <summary>Which model recognises, and what it may answer. Who takes the options copies them.</summary>
public sealed record CharacterRecognitionOptions
{
    /// <summary>A model file, read when the stage is made; its bytes are saved with the pipeline.</summary>
    /// <value>Default: null, for the embedded model.</value>
    public string? ModelPath { get; set; }

    /// <summary>
    /// What the model's classes are, where its file does not name them or names them otherwise: the name of a data set such as
    /// <c>balanced</c>, a file, or the names, as <see cref="OnnxModel.WithClasses"/> takes them.
    /// </summary>
    /// <value>Default: null, for the names that the model gives.</value>
    public string? Classes { get; set; }

    /// <summary>
    /// The form of the images that the model was trained on, where its file does not tell it or tells it wrongly. It is saved with the
    /// pipeline. Features of a column that is normalised already are framed as they are.
    /// </summary>
    /// <value>Default: null, for what the model tells, or <see cref="InputForm.Emnist"/> where it tells nothing.</value>
    public InputForm? InputForm { get; set; }

    /// <summary>
    /// The characters that can occur: the scores of other classes are 0 and the rest sum to 1. The answer is the class: of one
    /// that stands for both forms of a letter, its name, whichever form is in the set.
    /// </summary>
    /// <value>Default: null, all that the model knows.</value>
    public CharacterSet? Characters { get; set; }

    /// <summary>
    /// A column of keys that an evaluation will compare with the answers. Where it is there, its key values must be the model's
    /// classes in the model's order, for ML.NET's <c>Evaluate</c> compares numbers and not names.
    /// </summary>
    /// <value>Default: <c>Label</c>. It need not be there.</value>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>How pictures become what the model takes.</summary>
    /// <value>Default: <see cref="CharacterNormalizationOptions"/>' own.</value>
    public CharacterNormalizationOptions Normalization { get; set; } = new();

    /// <summary>The model with what the options say of it.</summary>
    /// <exception cref="ArgumentException">The classes do not fit the model, or the form is none.</exception>
    internal OnnxModel Apply(OnnxModel model)
    {
        OnnxModel named = Classes is { } classes ? model.WithClasses(classes) : model;
        return InputForm is { } form ? new OnnxModel(named.Network, named.ClassNames, named.Metadata) { InputForm = form } : named;
    }

    /// <exception cref="ArgumentException">A name is empty.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Normalization);
        Normalization.Validate();
    }
}
