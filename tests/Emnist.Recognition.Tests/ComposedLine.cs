using System.Drawing;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests;

/// <summary>A line of text put together from images of single characters.</summary>
/// <param name="Image">Dark ink on paper, with noise.</param>
/// <param name="Text">The classes' names.</param>
/// <param name="Boxes">The box around each character's ink.</param>
internal sealed record ComposedLine(GrayImage Image, string Text, IReadOnlyList<Rectangle> Boxes);
