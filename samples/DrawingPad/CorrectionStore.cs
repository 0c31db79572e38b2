using Emnist.Recognition.Imaging;
using Microsoft.Extensions.Options;

namespace DrawingPad;

/// <summary>
/// Keeps pictures with what they show, as <c>emnist train --folder</c> takes them: the picture in a folder of its class, and a
/// line in <c>labels.csv</c>, because not every file system tells <c>a</c> from <c>A</c>. No name comes from a client.
/// </summary>
internal sealed class CorrectionStore(IOptions<CorrectionsOptions> options, IHostEnvironment environment)
{
    private readonly string _root = Path.Combine(environment.ContentRootPath, options.Value.Folder ?? "");
    private readonly Lock _lock = new();
    private int _count = -1;

    private string Table => Path.Combine(_root, "labels.csv");

    /// <summary>Keeps a picture and says how many there are now.</summary>
    /// <exception cref="BadHttpRequestException">There are as many already as are to be kept.</exception>
    public int Keep(string className, GrayImage picture)
    {
        lock (_lock)
        {
            if (_count < 0)
            {
                Open();
            }

            if (_count >= options.Value.MaxCount)
            {
                throw new BadHttpRequestException(
                    $"There are {_count} corrections, and no more are kept.", StatusCodes.Status507InsufficientStorage);
            }

            Write(className, picture);
            return ++_count;
        }
    }

    private void Open()
    {
        Directory.CreateDirectory(_root);
        if (!File.Exists(Table))
        {
            File.WriteAllText(Table, "file,label\n");
        }

        _count = File.ReadLines(Table).Count() - 1;
    }

    private void Write(string className, GrayImage picture)
    {
        string name = $"{FolderOf(className)}/{Guid.CreateVersion7():N}.png";
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            // Made anew from its pixels: whatever else a file held does not get here.
            picture.SavePng(path);
            File.AppendAllText(Table, $"{name},\"{className.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>A folder's name that is safe everywhere: <c>digit-7</c>, <c>upper-A</c>, <c>lower-a</c>, or the codes.</summary>
    private static string FolderOf(string className) => className switch
    {
        [>= '0' and <= '9'] => $"digit-{className}",
        [>= 'A' and <= 'Z'] => $"upper-{className}",
        [>= 'a' and <= 'z'] => $"lower-{className}",
        _ => $"class-{string.Join('-', className.Select(static c => $"{(int)c:x4}"))}",
    };
}
