using System.IO.Compression;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>
/// The folder in which a page's code runs, with the files that pages name: pictures of the samples under other names, and data sets
/// of a few meaningless images in place of EMNIST and MNIST, so that a training takes no time. The code may do there what it likes.
/// </summary>
internal sealed class PageWorkspace : IDisposable
{
    private const int ImagesPerClass = 2;

    /// <summary>The classes of EMNIST Balanced in their order.</summary>
    private const string Balanced = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt";

    private readonly TemporaryFolder _folder = new();

    public PageWorkspace()
    {
        foreach (string file in Directory.GetFiles(Repository.PathOf("samples/images")))
        {
            string name = System.IO.Path.GetFileName(file);
            Copy(file, $"samples/images/{name}");
            if (name.EndsWith(".png", StringComparison.Ordinal))
            {
                string folder = name.StartsWith("digit", StringComparison.Ordinal) ? "my-digits" : "my-letters";
                foreach (string copy in (string[])["1.png", "2.png"])
                {
                    Copy(file, $"{folder}/{name[^5]}/{copy}");
                    Copy(file, $"runs/corrections/{name[^5]}/{copy}");
                }
            }
        }

        foreach (string name in (string[])["letter.png", "letter.jpg", "scans/1.png"])
        {
            Copy(Repository.PathOf("samples/images/lower-g.png"), name);
        }

        Copy(Repository.PathOf("samples/images/digit-4.png"), "scans/2.png");
        Copy(Repository.PathOf("docs/images/number.png"), "postcode.jpg");
        Copy(Repository.PathOf("docs/images/number.png"), "number.png");
        Copy(Repository.PathOf("docs/images/words.png"), "words.png");
        Copy(Repository.PathOf("samples/Forms/form.png"), "form.png");
        Copy(Repository.PathOf("samples/Forms/sudoku.png"), "sudoku.png");
        File.WriteAllText(In("towns.txt"), "Berlin\nBern\n");
        File.WriteAllText(In("boxes.csv"), "x,y,width,height\n60,190,56,70\n116,190,56,70\n");
        DrawnSigns.Write(In("my-signs"), picturesASign: 5);
        EmbeddedModel.Load().Save(In("mine.onnx"));
        Copy(Repository.PathOf("models/0.1.0/fast.onnx"), "balanced.onnx");
        new OnnxModel(OnnxModel.Load(Repository.PathOf("models/0.1.0/fast.onnx")).Network, [.. Enumerable.Range(0, 47).Select(static i => $"{i}")])
            .Save(In("theirs.onnx"));
        WriteSets();
        foreach ((string file, string name) in (ReadOnlySpan<(string, string)>)[("letters.npz", "mnist.npz"), ("letters.mat", "emnist-letters.mat")])
        {
            Copy(Repository.PathOf($"tests/Emnist.Recognition.Training.Tests/Datasets/Cases/{file}"), name);
        }

        using (ZipArchive models = ZipFile.OpenRead(Repository.PathOf("tests/Emnist.Recognition.Keras.Tests/keras_reference.zip")))
        {
            models.GetEntry("always_g.h5")!.ExtractToFile(In("emnist.h5"));
        }

        WriteCsv("emnist-balanced-train.csv", 0, 47);
        WriteCsv("emnist-balanced-test.csv", 0, 47);
        WriteCsv("my-letters.csv", 1, 26);
        foreach (string part in (string[])["images-idx3-ubyte", "labels-idx1-ubyte"])
        {
            Compress($"data/mnist/t10k-{part}", $"t10k-{part}.gz");
        }

        WritePrograms();
    }

    public string Path => _folder.Path;

    /// <summary>What the code of pages finds in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["EMNIST_HOME"] = In("data/emnist"),
        ["MNIST_HOME"] = In("data/mnist"),
        ["PATH"] = $"{In("bin")}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",

        // Nothing listens there: what wants a network and does not say so fails.
        ["HTTPS_PROXY"] = "http://127.0.0.1:9",
    };

    public void Dispose() => _folder.Dispose();

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private string Create(string name)
    {
        string path = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    private void Copy(string source, string name) => File.Copy(source, Create(name), overwrite: true);

    private void WriteSets()
    {
        foreach (string part in (string[])["train", "test"])
        {
            foreach (EmnistSplit split in Enum.GetValues<EmnistSplit>())
            {
                int first = split == EmnistSplit.Letters ? 1 : 0;
                int classes = split switch
                {
                    EmnistSplit.ByClass => 62,
                    EmnistSplit.ByMerge or EmnistSplit.Balanced => 47,
                    EmnistSplit.Letters => 26,
                    _ => 10,
                };
                WriteSet($"data/emnist/emnist-{split.ToString().ToLowerInvariant()}-{part}", first, classes);
            }
        }

        // Sets that are made of EMNIST's images for measurements.
        WriteSet("data/emnist/emnist-merged47-train", 0, 47);
        File.WriteAllLines(
            Create("data/emnist/emnist-merged47-mapping.txt"), Balanced.Select((character, label) => $"{label} {(int)character}"));
        WriteSet("data/emnist/emnist-merged47-test", 0, 47);
        WriteSet("data/mnist/train", 0, 10);
        WriteSet("data/mnist/t10k", 0, 10);
    }

    private void WriteSet(string name, int firstLabel, int classes)
    {
        int count = classes * ImagesPerClass;
        byte[] pixels = new byte[count * 784];
        new Random(1).NextBytes(pixels);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(firstLabel + (i % classes)))];
        File.WriteAllBytes(Create($"{name}-images-idx3-ubyte"), IdxBytes.Images(count, 28, 28, pixels));
        File.WriteAllBytes(Create($"{name}-labels-idx1-ubyte"), IdxBytes.Labels(labels));
    }

    private void WriteCsv(string name, int firstLabel, int classes) => File.WriteAllLines(
        Create(name),
        Enumerable.Range(0, classes * ImagesPerClass)
            .Select(i => $"{firstLabel + (i % classes)}{string.Concat(Enumerable.Repeat(",200", 784))}"));

    private void Compress(string source, string name)
    {
        using FileStream input = File.OpenRead(In(source));
        using var output = new GZipStream(File.Create(Create(name)), CompressionLevel.Fastest);
        input.CopyTo(output);
    }

    /// <summary>
    /// <c>emnist</c>, and <c>dotnet</c>, whose <c>run</c> takes the clone's projects as they were built; its other commands would build,
    /// fetch or install, and pages mark them.
    /// </summary>
    private void WritePrograms()
    {
        string configuration = Repository.Configuration;
        string tool = Repository.PathOf($"src/Emnist.Recognition.Tool/bin/{configuration}/net10.0/Emnist.Recognition.Tool.dll");
        WriteProgram("emnist", $"exec dotnet '{tool}' \"$@\"");
        WriteProgram("dotnet", $$"""
            PATH=${PATH#*:}
            case $1 in
                run) shift ;;
                *.dll) exec dotnet "$@" ;;
                *) echo "dotnet $1 is not run here: mark the block." >&2; exit 64 ;;
            esac
            options=()
            while [ $# -gt 0 ] && [ "$1" != -- ]; do
                case $1 in
                    --project) options+=(--project '{{Repository.Root}}'/"$2"); shift 2 ;;
                    -c) shift 2 ;;
                    *) options+=("$1"); shift ;;
                esac
            done
            exec dotnet run --no-build -c {{configuration}} "${options[@]}" "$@"
            """);
    }

    private void WriteProgram(string name, string body)
    {
        string path = Create($"bin/{name}");
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{body.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
