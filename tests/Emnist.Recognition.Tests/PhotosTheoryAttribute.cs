namespace Emnist.Recognition.Tests;

/// <summary>A test of real pictures of characters: skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PhotosTheoryAttribute : TheoryAttribute
{
    public PhotosTheoryAttribute()
    {
        if (TestData.PhotosFolder is null)
        {
            Skip = "The pictures are absent: set EMNIST_PHOTOS to the folder of their folders.";
        }
    }
}
