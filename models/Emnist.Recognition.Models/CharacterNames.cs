using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Models;

/// <summary>The classes of the models: the 62 of EMNIST ByClass, and one for what is no single character.</summary>
internal static class CharacterNames
{
    public const string Digits = "0123456789";
    public const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public const string SmallLetters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>The small letters that EMNIST Balanced counts as their capitals.</summary>
    public const string MergedLetters = "cijklmopsuvwxyz";

    private const string ByClass = Digits + Capitals + SmallLetters;

    /// <summary>All of them in the order of the outputs.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ByClass.Select(static c => c.ToString()), OnnxModel.NonCharacter];

    /// <summary>The 47 classes of EMNIST Balanced, in its order.</summary>
    public static IReadOnlyList<string> Balanced { get; } =
        [.. ByClass.Where(static c => !MergedLetters.Contains(c, StringComparison.Ordinal)).Select(static c => c.ToString())];

    /// <summary>The sets of classes of which an image is one whose case is not known, the capital first.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> UnknownCases { get; } =
        [.. MergedLetters.Select(static c => new[] { ByClass.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal), ByClass.IndexOf(c, StringComparison.Ordinal) })];

    /// <summary>The code of both forms of a letter, which is that of a class where they differ by more than their size.</summary>
    public static byte CodeWithoutCase(byte code)
    {
        int pair = code < ByClass.Length ? MergedLetters.IndexOf(char.ToLowerInvariant(ByClass[code]), StringComparison.Ordinal) : -1;
        return pair >= 0 ? (byte)(All.Count + pair) : code;
    }

    /// <summary>The name that Balanced has for a character.</summary>
    public static string Merge(string name) =>
        name is [var c] && MergedLetters.Contains(c, StringComparison.Ordinal) ? name.ToUpperInvariant() : name;
}
