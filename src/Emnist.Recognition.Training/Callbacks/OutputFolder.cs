namespace Emnist.Recognition.Training.Callbacks;

/// <summary>The folder of a file that is written after the first epoch.</summary>
internal static class OutputFolder
{
    /// <summary>Creates it, so that what is wrong with it shows before the training and not after.</summary>
    public static void Create(string path) => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
}
