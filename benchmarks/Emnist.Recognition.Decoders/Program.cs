using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Emnist.Recognition.Decoders;
using SixLabors.ImageSharp;
using SkiaSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["memory", string decoder, string path]:
        Console.WriteLine(DecoderRun.MemoryOf(Find(decoder), path));
        break;
    case ["damaged", string decoder, string format, string from, string count]:
        Console.WriteLine(DecoderRun.Damaged(Find(decoder), format, int.Parse(from), int.Parse(count)).ToLine());
        Environment.Exit(0); // whatever still decodes
        break;
    case ["compare", string folder, string count]:
        Compare(folder, int.Parse(count));
        break;
    default:
        Console.Error.WriteLine("Emnist.Recognition.Decoders compare FOLDER DAMAGED");
        return 2;
}

return 0;

static PictureDecoder Find(string name) => PictureDecoder.All.Single(decoder => decoder.Name == name);

static void Compare(string folder, int count)
{
    string[] names = [.. PictureDecoder.All.Select(decoder => decoder.Name)];
    string header = $"{string.Join(" | ", names)} |\n|---{string.Concat(names.Select(_ => "|---:"))}|";
    Console.WriteLine(
        $"SkiaSharp {Version(typeof(SKBitmap))}, ImageSharp {Version(typeof(Image))}, {RuntimeInformation.FrameworkDescription}.");

    Console.WriteLine($"\n| to grey, ms | {header}");
    string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
    foreach (string path in files)
    {
        Row(Title(path), DecoderRun.Milliseconds(File.ReadAllBytes(path)).Select(time => $"{time:G3}"));
    }

    Console.WriteLine($"\n| most memory taken, MiB | {header}");
    foreach (string path in files.Take(2))
    {
        Row(Title(path), names.Select(name => Child("memory", name, path)));
    }

    Console.WriteLine($"\n| {count} damaged files each: pictures / refused as declared / otherwise; most memory, MiB | {header}");
    foreach (string format in (string[])["png", "jpeg", "bmp", "gif", "pnm"])
    {
        Row(format, names.Select(name => Damaged(name, format, count)));
    }
}

static string Version(Type type) => FileVersionInfo.GetVersionInfo(type.Assembly.Location).FileVersion!;

static string Title(string path) => Path.GetFileNameWithoutExtension(path)[2..];

static void Row(string name, IEnumerable<string> cells) => Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");

static string Damaged(string decoder, string format, int count)
{
    var sum = new DamagedFiles(0, 0, 0, 0, 0);
    while (sum.Next < count)
    {
        string answer = Child("damaged", decoder, format, $"{sum.Next}", $"{count}");
        if (answer.StartsWith("crashed", StringComparison.Ordinal))
        {
            return answer;
        }

        DamagedFiles part = DamagedFiles.Parse(answer);
        sum = new DamagedFiles(
            part.Next,
            sum.Read + part.Read,
            sum.Refused + part.Refused,
            sum.Otherwise + part.Otherwise,
            Math.Max(sum.PeakMebibytes, part.PeakMebibytes));
    }

    return $"{sum.Read} / {sum.Refused} / {sum.Otherwise}; {sum.PeakMebibytes}";
}

// A process of its own: memory is measured from its start, and a crash is a result.
static string Child(params string[] arguments)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
    using Process process = Process.Start(start)!;
    process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
    process.BeginErrorReadLine();
    string answer = process.StandardOutput.ReadToEnd().Trim();
    process.WaitForExit();
    return process.ExitCode == 0 ? answer : $"crashed ({process.ExitCode})";
}
