using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Tool;

/// <summary>Writes a text to a file, whole or not at all.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }
}
