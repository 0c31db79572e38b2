using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras;

/// <summary>Makes the exceptions of files that cannot be read, so that all of them say what, where and what to do.</summary>
internal static class Fault
{
    private const string DamagedAdvice = "The file is incomplete, damaged or no Keras model: get it again.";

    /// <summary>The file is not what it should be.</summary>
    public static ModelFormatException Damaged(string problem, Exception? cause = null) => new($"{problem}. {DamagedAdvice}", cause);

    /// <summary>The file is sound, and yet no model that can be read.</summary>
    public static ModelFormatException Unreadable(string problem, string advice) => new($"{problem}. {advice}");

    /// <summary>The HDF5 file has what is sound, and what neither Keras nor h5py writes unless told to.</summary>
    public static ModelFormatException Unusual(string problem) => Unreadable(problem, "Save the model with h5py's defaults.");

    /// <summary>A layer is not what it should be, or not what is supported.</summary>
    public static ModelFormatException Layer(string layer, string problem, string advice, Exception? cause = null) =>
        new($"Layer '{layer}' {problem}. {advice}", cause) { NodeName = layer };
}
