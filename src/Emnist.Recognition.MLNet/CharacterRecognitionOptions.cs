namespace Emnist.Recognition.MLNet;

/// <summary>Which model recognises, and what it may answer. Who takes the options copies them.</summary>
public sealed record CharacterRecognitionOptions
{
    /// <summary>The embedded model, used where no other is given.</summary>
    /// <value>Default: <see cref="EmbeddedModel.Default"/>.</value>
    public EmbeddedModel EmbeddedModel { get; set; }

    /// <summary>A model file, read when the stage is made; its bytes are saved with the pipeline.</summary>
    /// <value>Default: null.</value>
    public string? ModelPath { get; set; }

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

    /// <exception cref="ArgumentException">A name is empty.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Normalization);
        Normalization.Validate();
    }
}
