/// <summary>The pictures in samples/images, wherever the sample is started from.</summary>
internal static class ShippedPictures
{
    public static string[] Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string images = Path.Combine(folder.FullName, "samples", "images");
            if (Directory.Exists(images))
            {
                string[] files = Directory.GetFiles(images, "*.png");
                Array.Sort(files, StringComparer.Ordinal);
                return [.. files.Select(file => Path.GetRelativePath(Environment.CurrentDirectory, file))];
            }
        }

        throw new DirectoryNotFoundException("There is no folder samples/images above the program: name picture files as arguments.");
    }
}
