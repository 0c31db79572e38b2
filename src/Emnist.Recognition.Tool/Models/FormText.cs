using Emnist.Recognition.Imaging;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Models;

/// <summary>The form of a model's images, in words.</summary>
internal static class FormText
{
    /// <summary>What is taken where nobody tells the form.</summary>
    public static string Assumed { get; } = Describe(InputForm.Emnist);

    /// <summary>Such as <c>0 to 1, upright, framed as EMNIST</c>.</summary>
    public static string Describe(InputForm form) =>
        $"{Values(form)}, {(form.Transposed ? "on their side" : "upright")}, {DescribeFraming(form.Framing)}";

    /// <summary><c>framed as EMNIST</c> or <c>framed as MNIST</c>.</summary>
    public static string DescribeFraming(CharacterFraming framing) => framing == CharacterFraming.Mnist ? "framed as MNIST" : "framed as EMNIST";

    /// <summary>Such as <c>0 to 1</c>, from the ground to the ink.</summary>
    public static string Values(InputForm form) => Invariant($"{form.Ground} to {form.Ink}{(form.Ink < form.Ground ? " (dark ink)" : "")}");
}
