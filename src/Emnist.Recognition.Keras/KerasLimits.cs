using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Keras;

/// <summary>What a file may hold at most, so that a small hostile file makes no large network: the limits of <c>OnnxModel</c>.</summary>
internal static class KerasLimits
{
    public const int FileBytes = 256 << 20;

    /// <summary>Bytes of the architecture's JSON.</summary>
    public const int ConfigBytes = 8 << 20;

    public const int Layers = 1024;
    public const int Parameters = 60_000_000;

    /// <summary>Values between two layers, of one sample.</summary>
    public const int LayerValues = 1 << 22;

    /// <summary>Outputs of the model.</summary>
    public const int Classes = 1 << 16;

    public const int NameLength = 1024;

    /// <summary>The side of a window, a stride, a padding or a dilation.</summary>
    public const int WindowSide = 4096;

    /// <summary>Strings of one attribute.</summary>
    public const int Strings = 1 << 16;

    /// <summary>How many times larger weights may become when they are unpacked; those of networks hardly shrink.</summary>
    public const int Expansion = 64;

    /// <summary>Bytes that may be unpacked of any file.</summary>
    public const int FreeBytes = 1 << 20;

    /// <summary>Bytes that may come of a file of a size.</summary>
    public static long Unpacked(long fileBytes) => Math.Min((fileBytes * Expansion) + FreeBytes, 4L * Parameters);

    public static bool IsTooLarge(TensorShape shape) => shape.Length > LayerValues;
}
