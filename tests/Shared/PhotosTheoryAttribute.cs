using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Tests;

/// <summary>A test of real pictures of characters: skipped where they are absent, but not in CI, where absence is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PhotosTheoryAttribute : TheoryAttribute
{
    public PhotosTheoryAttribute([CallerMemberName] string test = "")
    {
        if (TestData.PhotosFolder is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "The pictures are absent: set EMNIST_PHOTOS to the folder of their folders.";
            // The console shows names and not reasons.
            DisplayName = $"{test}: {Skip}";
        }
    }
}
