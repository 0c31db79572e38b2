namespace Emnist.Recognition.Onnx;

/// <summary>The form of an ONNX file, for programs that take another than the library writes by itself: docs/onnx.md.</summary>
/// <remarks>
/// Copied and checked where it is taken: later changes have no effect. The defaults are those of
/// <see cref="OnnxModel.Save(string)"/>. Whatever the form, <see cref="OnnxModel.Load(string)"/> reads the file, and its network
/// gives the same answers.
/// </remarks>
/// <example>
/// A file for a server that takes single images of bytes made floats, and gives probabilities:
/// <code>
/// OnnxModel model = EmbeddedModel.Load();
/// model.Save("served.onnx", new OnnxExportOptions { OperatorSet = 17, BatchSize = 1, Softmax = true, InputMaximum = 255 });
/// </code>
/// </example>
public sealed record OnnxExportOptions
{
    /// <summary>The oldest operator set.</summary>
    internal const int OldestOperatorSet = 13;

    /// <summary>The newest operator set in which the operators used here mean what they do in the oldest.</summary>
    internal const int NewestOperatorSet = 25;

    /// <summary>The version of ONNX's operators that the file asks for.</summary>
    /// <value>13 to 25; the default is 13, which the most programs read.</value>
    public int OperatorSet { get; set; } = OldestOperatorSet;

    /// <summary>The number of images that the network takes at once.</summary>
    /// <value>1 or more; the default is null: any number, which may differ from call to call.</value>
    public int? BatchSize { get; set; }

    /// <summary>Whether the file ends in a softmax.</summary>
    /// <value>
    /// True for probabilities of 0 to 1 that sum to 1; false for logits, of which the highest is the answer; the default is null:
    /// what the network ends in.
    /// </value>
    public bool? Softmax { get; set; }

    /// <summary>What the file takes for ink where the network takes 1, with 0 for the ground.</summary>
    /// <value>
    /// 1; or 255 for bytes made floats, which the file scales to what the network was trained on. The default is 1.
    /// </value>
    public int InputMaximum { get; set; } = 1;

    /// <summary>
    /// Whether the file takes 0 for the ground and <see cref="InputMaximum"/> for ink even where the network was trained on other values
    /// (<see cref="OnnxModel.InputForm"/>), and scales them itself.
    /// </summary>
    /// <value>
    /// The default is false: the file takes what the network takes, such as -1 to 1, unless <see cref="InputMaximum"/> is 255.
    /// </value>
    public bool ScaleInput { get; set; }

    /// <summary>A copy, whose values are in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal OnnxExportOptions ToValidated()
    {
        OnnxExportOptions own = this with { };
        own.Validate();
        return own;
    }

    private void Validate()
    {
        if (OperatorSet is < OldestOperatorSet or > NewestOperatorSet)
        {
            throw new ArgumentOutOfRangeException(
                nameof(OperatorSet), OperatorSet, $"Operator sets {OldestOperatorSet} to {NewestOperatorSet} are written.");
        }

        if (BatchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "A batch has 1 image or more; null leaves it open.");
        }

        if (InputMaximum is not (1 or 255))
        {
            throw new ArgumentOutOfRangeException(nameof(InputMaximum), InputMaximum, "Images are of 0 to 1 or of 0 to 255.");
        }
    }
}
