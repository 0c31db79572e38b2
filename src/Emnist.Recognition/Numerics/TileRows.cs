namespace Emnist.Recognition.Numerics;

/// <summary>
/// How many rows the tiles of <see cref="MicroKernels.Product{TColumns, TRows}"/> have, as a type, so that the JIT knows it: six,
/// or five or four where six do not divide the rows. One image's 7 x 7 pixels are four tiles of Winograd's, of which six rows would
/// waste a third. Of fewer than four, a multiply-add would wait for the one before it.
/// </summary>
internal interface ITileRows
{
    static abstract int Count { get; }
}

internal readonly struct SixRows : ITileRows
{
    public static int Count => 6;
}

internal readonly struct FiveRows : ITileRows
{
    public static int Count => 5;
}

internal readonly struct FourRows : ITileRows
{
    public static int Count => 4;
}
