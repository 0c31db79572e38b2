using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Tests.Reading.Marks;

/// <summary>Ink of one segment, as a line's segments come, and the measures of the line that it stands in.</summary>
/// <param name="Name">What was drawn.</param>
/// <param name="Ink">Coverage, 0 to 1.</param>
/// <param name="Box">The box around the ink, in the line's picture.</param>
/// <param name="Line">The line's measures, about as well as they are found.</param>
internal sealed record PenDrawing(string Name, Plane Ink, PixelBox Box, LineMeasures Line);
