using System.Text;
using System.Text.Json;
using Cluster.Jobs;

namespace Cluster.Submitting;

/// <summary>
/// The answers, a line each, in the order in which they come. Until all are there the file has .part at the end of its name, with which
/// a later run goes on; a half line at its end, of a run that was killed, is cut off.
/// </summary>
internal sealed class AnswerFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _part;
    private readonly HashSet<string> _files = [];

    /// <exception cref="IOException">The file cannot be written, or another run writes it.</exception>
    /// <exception cref="InvalidDataException">There is a file of that name with .part which is none of ours.</exception>
    public AnswerFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
        {
            throw new IOException($"'{_path}' is a folder: name a file in it.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _part = new FileStream(PartPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            ReadWholeLines();
        }
        catch
        {
            _part.Dispose();
            throw;
        }
    }

    /// <summary>The pictures that have an answer.</summary>
    public int Count { get; private set; }

    /// <summary>Those of them that could not be read.</summary>
    public int Unreadable { get; private set; }

    private string PartPath => $"{_path}.part";

    /// <summary>The pictures that have no answer from an earlier run.</summary>
    /// <exception cref="InvalidDataException">The earlier run was of other pictures.</exception>
    public IReadOnlyList<string> SelectUnanswered(IReadOnlyList<string> pictures)
    {
        string[] left = [.. pictures.Where(picture => !_files.Remove(picture))];
        return _files.FirstOrDefault() is { } other
            ? throw new InvalidDataException(
                $"'{PartPath}' has an answer to '{other}', which is not among the pictures: delete the file, or name another output.")
            : left;
    }

    /// <summary>Adds lines, which are on the disk when it returns, whatever becomes of this process.</summary>
    public void Append(IReadOnlyList<string> lines)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"{string.Join('\n', lines)}\n");
        _part.Write(bytes);
        _part.Flush();
        foreach (string line in lines)
        {
            CountIn(Encoding.UTF8.GetBytes(line));
        }
    }

    /// <summary>All answers are there: gives the file its name, in the place of one that may be there.</summary>
    public void Finish()
    {
        _part.Flush(flushToDisk: true);
        File.Move(PartPath, _path, overwrite: true);
    }

    public void Dispose() => _part.Dispose();

    private void ReadWholeLines()
    {
        long end = 0;
        byte[] bytes = new byte[1 << 16];
        var line = new MemoryStream();
        int read;
        while ((read = _part.Read(bytes)) > 0)
        {
            foreach (byte value in bytes.AsSpan(0, read))
            {
                if (value != '\n')
                {
                    line.WriteByte(value);
                    continue;
                }

                _files.Add(CountIn(line.GetBuffer().AsSpan(0, (int)line.Length)));
                end += line.Length + 1;
                line.SetLength(0);
            }
        }

        _part.SetLength(end);
        _part.Position = end;
    }

    private string CountIn(ReadOnlySpan<byte> line)
    {
        try
        {
            (string file, bool isUnreadable) = AnswerLine.Parse(line);
            Count++;
            Unreadable += isUnreadable ? 1 : 0;
            return file;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{PartPath}' is not of this program: delete it, or name another output.", e);
        }
    }
}
