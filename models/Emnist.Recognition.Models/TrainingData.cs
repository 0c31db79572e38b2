using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Models;

/// <summary>The images that the models learn from, and those that their recipe is chosen and calibrated by.</summary>
/// <param name="Training">
/// 62 classes and one without images; where the case is not known, the two classes of the letter. The last are <see cref="FlaggedOnes"/>.
/// </param>
/// <param name="FoldOf">[training images]: the fold of each, as many of every class in each.</param>
/// <param name="Validation">A twentieth of each class, which no network learns from.</param>
internal sealed record TrainingData(LabeledImages Training, byte[] FoldOf, LabeledImages Validation)
{
    /// <summary>The folds, one of which each teacher has not seen.</summary>
    public const int Folds = 4;

    private const double ValidationFraction = 0.05;
    private const int Seed = 1;
    private const byte NotKnown = 255;

    /// <summary>
    /// Of the two forms of a letter that EMNIST Balanced counts as one, neither is drawn less often than this where their images' case is
    /// known; else they are drawn as often as they occur, which is how often they occur in Balanced.
    /// </summary>
    private const float LeastShareOfForm = 0.3f;

    /// <summary>
    /// How often each class is drawn, and each pair of classes of unknown case: all 47 classes of Balanced equally often.
    /// </summary>
    public IReadOnlyList<float> ClassShares { get; } = ShareOut(Training);

    /// <summary>Loads all sets from the folders where EMNIST is looked for.</summary>
    public static TrainingData Load()
    {
        (LabeledImages first, _) = LoadSet("emnist-merged47-train");
        (LabeledImages second, string folder) = LoadSet("emnist-more47-train");
        IdxImages originals = IdxFile.ReadImages(FindFile(folder, "sd19-bitmaps-images-idx3-ubyte"));
        byte[] pixels = [.. first.Pixels.Span, .. second.Pixels.Span];
        byte[] codes = [.. first.Codes, .. second.Codes];
        int before = codes.Length - originals.Count;
        LabeledImages all = Images(pixels, codes);
        (int[] remaining, int[] part) = StratifiedSplit.Choose(Codes(all), CountCodes(all), ValidationFraction, Seed);
        LabeledImages training = all.Select(remaining);
        byte[] folds = ChooseFolds(training);
        (byte[] flagged, int[] sources) = FlaggedOnes.DrawOn(training);
        int[] places = [.. remaining.Select(i => Math.Max(-1, i - before)), .. sources.Select(static _ => -1)];
        training = Images([.. training.Pixels.Span, .. flagged], [.. training.Codes, .. sources.Select(source => training.Codes[source])])
            .WithOriginals(new OriginalImages(originals.Size, originals.Pixels, places));
        return new TrainingData(training, [.. folds, .. sources.Select(source => folds[source])], all.Select(part));
    }

    /// <summary>The images that the teachers of a fold learn from: those of all others.</summary>
    public LabeledImages AllBut(int fold) => Training.Select([.. Enumerable.Range(0, Training.Count).Where(i => FoldOf[i] != fold)]);

    private static LabeledImages Images(byte[] pixels, byte[] codes) => new(28, pixels, codes, CharacterNames.All, CharacterNames.UnknownCases);

    private static (LabeledImages Images, string Folder) LoadSet(string name)
    {
        string folder = EmnistDataset.FindFolder(name) ?? throw new DirectoryNotFoundException(
            $"No folder has the data set '{name}': set EMNIST_HOME to the one that has.");
        LabeledImages merged = EmnistDataset.Load(
            FindFile(folder, $"{name}-images-idx3-ubyte"),
            FindFile(folder, $"{name}-labels-idx1-ubyte"),
            CharacterMapping.ForSplit(EmnistSplit.Balanced));
        byte[] cases = IdxFile.ReadLabels(FindFile(folder, $"{name}-labels62-idx1-ubyte"));
        if (cases.Length != merged.Count)
        {
            throw new InvalidOperationException($"{name}: {merged.Count} images, and {cases.Length} labels of 62 classes.");
        }

        byte[] codes = new byte[cases.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            string label = merged.ClassNames[merged.GetLabel(i)];
            codes[i] = cases[i] != NotKnown ? cases[i] : CodeOf(label);
            string known = CharacterNames.All[Math.Min(codes[i], (byte)61)];
            if (codes[i] < 62 && CharacterNames.Merge(known) != label)
            {
                throw new InvalidOperationException($"{name}: image {i} is {label} of 47 classes, and {known} of 62.");
            }
        }

        return (Images(merged.Pixels.ToArray(), codes), folder);
    }

    /// <summary>The class of one of Balanced's, or the pair of classes.</summary>
    private static byte CodeOf(string label)
    {
        int pair = CharacterNames.MergedLetters.IndexOf(label.ToLowerInvariant()[0], StringComparison.Ordinal);
        bool isPair = pair >= 0 && char.IsAsciiLetterUpper(label[0]);
        return (byte)(isPair ? CharacterNames.All.Count + pair : CharacterNames.All.ToList().IndexOf(label));
    }

    private static string FindFile(string folder, string name) =>
        File.Exists(Path.Combine(folder, name)) ? Path.Combine(folder, name) : Path.Combine(folder, name + ".gz");

    private static byte[] ChooseFolds(LabeledImages images)
    {
        int[] codes = Codes(images);
        int[] dealt = new int[CountCodes(images).Length];
        byte[] folds = new byte[images.Count];
        for (int i = 0; i < folds.Length; i++)
        {
            folds[i] = (byte)(dealt[codes[i]]++ % Folds);
        }

        return folds;
    }

    private static float[] ShareOut(LabeledImages images)
    {
        int[] counts = CountCodes(images);
        float[] shares = [.. counts.Select((count, code) => count > 0 && code < CharacterNames.All.Count ? 1f : 0)];
        for (int pair = 0; pair < CharacterNames.UnknownCases.Count; pair++)
        {
            (int capital, int small) = (CharacterNames.UnknownCases[pair][0], CharacterNames.UnknownCases[pair][1]);
            int unknown = CharacterNames.All.Count + pair;
            float known = counts[capital] + counts[small];
            float ofSmall = Math.Clamp(counts[small] / known, LeastShareOfForm, 1 - LeastShareOfForm);
            shares[unknown] = counts[unknown] / (known + counts[unknown]);
            shares[small] = (1 - shares[unknown]) * ofSmall;
            shares[capital] = (1 - shares[unknown]) * (1 - ofSmall);
        }

        return shares;
    }

    private static int[] Codes(LabeledImages images) => [.. images.Codes.ToArray().Select(static code => (int)code)];

    private static int[] CountCodes(LabeledImages images) =>
        SampleSources.CountByClass(Codes(images), images.ClassNames.Count + images.CandidateSets.Count);
}
