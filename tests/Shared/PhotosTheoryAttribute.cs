using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Tests;

/// <summary>A test of real pictures of characters: skipped where they are absent, but not in CI, where absence is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PhotosTheoryAttribute : TheoryAttribute
{
    public PhotosTheoryAttribute([CallerMemberName] string test = "")
    {
        (Skip, DisplayName) = Requirement.Of(
            TestData.PhotosFolder is not null, "The pictures are absent: set EMNIST_PHOTOS to the folder of their folders.", test);
    }
}
