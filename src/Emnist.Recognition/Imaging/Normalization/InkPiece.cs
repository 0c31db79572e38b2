namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>A connected piece of ink.</summary>
/// <param name="Label">Its number in <see cref="InkMap.Labels"/>, from 1.</param>
/// <param name="Area">Its pixels.</param>
/// <param name="Box">The box around it.</param>
internal sealed record InkPiece(int Label, int Area, PixelBox Box);
