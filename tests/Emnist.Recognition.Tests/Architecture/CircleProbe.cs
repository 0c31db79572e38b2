#pragma warning disable IDE0130 // The probes pretend to be parts of the library.
namespace Emnist.Recognition.Imaging
{
    /// <summary>Knows a type of another room that knows it.</summary>
    internal static class CircleProbe
    {
        public static Type Other => typeof(Planes.CircleProbeBack);
    }
}

namespace Emnist.Recognition.Imaging.Planes
{
    internal static class CircleProbeBack
    {
        public static Type Other => typeof(CircleProbe);
    }
}
