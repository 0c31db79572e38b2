using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>A test of photographed characters: skipped where they are absent, but not in CI, where absence is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PhotosFactAttribute : FactAttribute
{
    public PhotosFactAttribute([CallerMemberName] string test = "")
    {
        (Skip, DisplayName) = Requirement.Of(
            Directory.Exists(Folder), "The pictures are absent: set EMNIST_PHOTOS to the folder of their folders.", test);
    }

    public static string Folder { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("EMNIST_PHOTOS") ?? Repository.PathOf("../shared/photos"), "paper_photos_6200");
}
