using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Emnist.Recognition;
using Emnist.Recognition.Tests;

namespace Cluster.Tests;

/// <summary>A folder of copies of the shipped pictures, mixed, in folders; and what one recognizer in this process says of each.</summary>
internal sealed class ManyPictures : IDisposable
{
    private const int FilesPerFolder = 500;

    /// <summary>So many that an accident can come in between; docs/scale-out.md tells of 20,000.</summary>
    public static readonly int Usual =
        int.Parse(Environment.GetEnvironmentVariable("EMNIST_CLUSTER_PICTURES") ?? "2000", CultureInfo.InvariantCulture);

    private static readonly Lazy<(byte[] Picture, JsonElement Answer)[]> Shipped = new(ReadShipped);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, JsonElement> _expected = [];

    public ManyPictures(int count)
    {
        var draw = new Random(count);
        for (int i = 0; i < count; i++)
        {
            (byte[] picture, JsonElement answer) = Shipped.Value[draw.Next(Shipped.Value.Length)];
            string path = Path.Combine(Folder, $"{i / FilesPerFolder:000}", $"{i:000000}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, picture);
            _expected.Add(path, answer);
        }
    }

    public string Folder => Path.Combine(_folder.Path, "pictures");

    /// <summary>Where the answers go.</summary>
    public string Output => Path.Combine(_folder.Path, "answers", "answers.jsonl");

    public string Part => $"{Output}.part";

    /// <summary>The answers that are written so far. The client has the file locked for .NET, but not for others.</summary>
    public int CountWritten()
    {
        if (!File.Exists(Part))
        {
            return 0;
        }

        using Process count = Process.Start(new ProcessStartInfo("sh", ["-c", "wc -l < \"$0\"", Part]) { RedirectStandardOutput = true })!;
        string lines = count.StandardOutput.ReadToEnd();
        count.WaitForExit();
        return count.ExitCode == 0 ? int.Parse(lines, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>
    /// Asserts that the output has a line for each picture and no other, with what the recognizer in this process says.
    /// </summary>
    /// <param name="unreadable">Files besides, in the folder, with a part of the error that is to be told of each.</param>
    public void AssertAnsweredOnce(params (string File, string Error)[] unreadable)
    {
        string text = File.ReadAllText(Output);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        JsonElement[] lines = [.. text.TrimEnd('\n').Split('\n').Select(static line => JsonElement.Parse(line))];
        string[] files = [.. lines.Select(static line => line.GetProperty("file").GetString()!)];
        IEnumerable<string> expected = _expected.Keys.Concat(unreadable.Select(file => Path.Combine(Folder, file.File)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));

        foreach (JsonElement line in lines)
        {
            string file = line.GetProperty("file").GetString()!;
            if (_expected.TryGetValue(file, out JsonElement answer))
            {
                Assert.Equal([.. Members(answer)], Members(line).Skip(1));
            }
            else
            {
                Assert.Equal("Unreadable", line.GetProperty("status").GetString());
                Assert.Contains(
                    unreadable.Single(known => Path.Combine(Folder, known.File) == file).Error,
                    line.GetProperty("error").GetString(),
                    StringComparison.Ordinal);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static (byte[] Picture, JsonElement Answer)[] ReadShipped()
    {
        var recognizer = new CharacterRecognizer();
        return
        [
            .. Directory.GetFiles(Path.Combine(Checkout.Root, "samples", "images"), "*.png").Order(StringComparer.Ordinal).Select(file =>
                (File.ReadAllBytes(file), JsonSerializer.SerializeToElement(recognizer.Predict(file), JsonSerializerOptions.Web))),
        ];
    }

    /// <summary>The members of an answer, of the candidates the first three.</summary>
    private static IEnumerable<string> Members(JsonElement answer) => answer.EnumerateObject().Select(static member =>
        member.Name == "candidates"
            ? string.Concat(member.Value.EnumerateArray().Take(3).Select(static candidate => candidate.GetRawText()))
            : $"{member.Name} {member.Value.GetRawText()}");
}
