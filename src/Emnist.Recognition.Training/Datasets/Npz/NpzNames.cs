namespace Emnist.Recognition.Training.Datasets.Npz;

/// <summary>Finds the arrays of images and of labels by the words of their names; whatever is not plain is refused.</summary>
internal static class NpzNames
{
    private static readonly string[] TrainWords = ["train", "training"];
    private static readonly string[] TestWords = ["test", "testing"];
    private static readonly string[] OtherWords = ["val", "valid", "validation", "extra", "writers", "writer"];
    private static readonly string[] ImageWords = ["x", "image", "images", "img", "imgs", "data", "features", "pixels"];
    private static readonly string[] LabelWords = ["y", "label", "labels", "target", "targets", "classes"];

    /// <summary>The names of the arrays that the options ask for.</summary>
    /// <exception cref="DatasetFormatException">There are none, or several.</exception>
    public static (string Images, string Labels) Choose(IReadOnlyCollection<string> names, NpzOptions options, DataOrigin source)
    {
        string images = Given(options.ImagesName, names, source) ?? OnlyImages(names, options, source);
        string labels = Given(options.LabelsName, names, source) ?? OnlyLabels(names, options, source);
        return options.ImagesName is null && options.LabelsName is null && Part(images) != Part(labels)
            ? throw Fault(source, "images and labels of one part", [images, labels], Advice(nameof(NpzOptions.ImagesName)))
            : (images, labels);
    }

    /// <summary>The name of the array of images in a file whose labels lie in another.</summary>
    public static string ChooseImages(IReadOnlyCollection<string> names, NpzOptions options, DataOrigin source) =>
        Given(options.ImagesName, names, source) ?? (names.Count == 1 ? names.First() : OnlyImages(names, options, source));

    /// <summary>The name of the array of labels in a file of labels.</summary>
    public static string ChooseLabels(IReadOnlyCollection<string> names, NpzOptions options, DataOrigin source) =>
        Given(options.LabelsName, names, source) ?? (names.Count == 1 ? names.First() : OnlyLabels(names, options, source));

    private static string? Given(string? name, IReadOnlyCollection<string> names, DataOrigin source) =>
        name is null || names.Contains(name) ? name : throw Fault(source, $"an array '{name}'", names, "Give a name that the file has.");

    private static string OnlyImages(IReadOnlyCollection<string> names, NpzOptions options, DataOrigin source) =>
        Only(names, ImageWords, options.Part, source, nameof(NpzOptions.ImagesName));

    private static string OnlyLabels(IReadOnlyCollection<string> names, NpzOptions options, DataOrigin source) =>
        Only(names, LabelWords, options.Part, source, nameof(NpzOptions.LabelsName));

    private static string Only(IReadOnlyCollection<string> names, string[] kind, DatasetPart? part, DataOrigin source, string option)
    {
        string[] found = [.. names.Where(name => Has(name, kind) && !Has(name, OtherWords))];
        string[] chosen = part is null ? found : [.. found.Where(name => Part(name) == part)];
        if (chosen.Length == 1)
        {
            return chosen[0];
        }

        string what = kind == ImageWords ? "images" : "labels";
        string ofPart = part is null ? "" : part == DatasetPart.Train ? " of its training part" : " of its test part";
        string expected = $"one array of {what}{ofPart}";
        return chosen.Length > 1 && part is null && chosen.Select(Part).Distinct().Count() == chosen.Length
            ? throw Fault(source, expected, chosen, $"Say which part by {nameof(NpzOptions)}.{nameof(NpzOptions.Part)}.")
            : throw Fault(source, expected, names, Advice(option));
    }

    private static string Advice(string option) => $"Name the arrays by {nameof(NpzOptions)}.{option} and its counterpart.";

    private static DatasetPart? Part(string name) =>
        Has(name, TrainWords) ? DatasetPart.Train : Has(name, TestWords) ? DatasetPart.Test : null;

    /// <summary>Whether one of a name's words is among some; a capital after a small letter starts a word.</summary>
    private static bool Has(string name, string[] words)
    {
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool ends = i == name.Length || !char.IsAsciiLetter(name[i]);
            bool starts = !ends && i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]);
            if ((ends || starts) && i > start && words.Contains(name[start..i], StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }

            start = ends ? i + 1 : starts ? i : start;
        }

        return false;
    }

    private static DatasetFormatException Fault(DataOrigin source, string expected, IReadOnlyCollection<string> names, string advice)
    {
        const int Shown = 8;
        string found = string.Join(", ", names.Take(Shown).Select(static name => name[..Math.Min(name.Length, 40)]));
        string more = names.Count > Shown ? "..." : "";
        return DatasetFormatException.Create(source, "its arrays", expected, $"the arrays {found}{more}", advice);
    }
}
