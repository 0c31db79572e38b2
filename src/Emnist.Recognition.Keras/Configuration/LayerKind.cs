using System.Text.RegularExpressions;

namespace Emnist.Recognition.Keras.Configuration;

/// <summary>What kind a layer is, in the snake case of Keras's own names, and which of its kind in the model.</summary>
/// <param name="Name">Such as <c>batch_normalization</c>.</param>
/// <param name="Number">Counted from 0.</param>
/// <param name="Count">The layers of the kind in the model.</param>
internal sealed partial record LayerKind(string Name, int Number, int Count)
{
    /// <summary>The name of one of the kind, such as <c>conv2d</c> and <c>conv2d_1</c>.</summary>
    public string NameOf(int number) => number == 0 ? Name : FormattableString.Invariant($"{Name}_{number}");

    /// <summary>As Keras's <c>to_snake_case</c> does it: <c>LeakyReLU</c> is <c>leaky_re_lu</c>.</summary>
    public static string ToSnakeCase(string className) =>
        LowerThenUpper().Replace(AnyThenWord().Replace(className, "$1_$2"), "$1_$2").ToLowerInvariant();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex AnyThenWord();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex LowerThenUpper();
}
