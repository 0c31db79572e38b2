using System.Globalization;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Models;

/// <summary>Measures models by the validation images: what the recipe is chosen by. All shares are means over the classes.</summary>
internal sealed class Figures(LabeledImages images, TextWriter output)
{
    private const int Composed = 3000;

    /// <summary>Small letters whose form tells them from their capitals, tells somewhat, or does not.</summary>
    private static readonly (string Name, string Letters)[] CaseKinds =
        [("form tells", "abdefghnqrt"), ("form tells somewhat", "ijklmuy"), ("size alone", "copsvwxz")];

    private readonly LabeledImages _redrawn = PictureForms.Redraw(images);

    /// <summary>The class of Balanced of each image.</summary>
    private readonly int[] _merged =
        [.. Enumerable.Range(0, images.Count).Select(i => CharacterNames.Balanced.ToList().IndexOf(CharacterNames.Merge(images.ClassNames[images.GetLabel(i)])))];

    /// <summary>Writes the figures of models, or of the means of several that a plus joins; of two also McNemar's test.</summary>
    public void Write(IReadOnlyList<string> paths)
    {
        List<bool[]> right = [];
        foreach (string path in paths)
        {
            OnnxModel[] models = [.. path.Split('+').Select(static file => file == "default" ? EmbeddedModel.Load() : OnnxModel.Load(file))];
            Line($"{path}");
            var answers = new ModelAnswers(models, images);
            right.Add(WriteMerged("as they are", answers));
            _ = WriteMerged("redrawn, normalised", new ModelAnswers(models, _redrawn));
            WriteLimited(answers);
            WriteCase(answers);
            WriteNonCharacters(models);
        }

        if (right.Count == 2)
        {
            WriteMcNemar(right[0], right[1]);
        }
    }

    /// <summary>The 47 classes of Balanced, a refusal being wrong.</summary>
    private bool[] WriteMerged(string kind, ModelAnswers answers)
    {
        int classes = CharacterNames.Balanced.Count;
        float[] sums = answers.Fold(CharacterNames.Balanced, CharacterNames.Merge);
        bool[] right = new bool[images.Count];
        double[] loss = new double[images.Count];
        bool[] refused = new bool[images.Count];
        float[] confidence = new float[images.Count];
        for (int i = 0; i < images.Count; i++)
        {
            (int place, confidence[i]) = ModelAnswers.Largest(sums.AsSpan(i * classes, classes));
            refused[i] = answers.NonCharacter(i) > 0.5f;
            right[i] = place == _merged[i] && !refused[i];
            loss[i] = -Math.Log(Math.Max(sums[(i * classes) + _merged[i]], float.Epsilon));
        }

        Line($"  {kind}: accuracy {MeanOverClasses(i => right[i] ? 1 : 0):P2}, log-loss {MeanOverClasses(i => loss[i]):F4}, refused {MeanOverClasses(i => refused[i] ? 1 : 0):P2}, calibration error {CalibrationError(confidence, right):P2}, right at 60 to 80 % {Share(i => confidence[i] is >= 0.6f and < 0.8f, i => right[i]):P1}");
        return right;
    }

    /// <summary>What is read where only some characters can occur.</summary>
    private void WriteLimited(ModelAnswers answers)
    {
        foreach ((string name, string characters, bool foldCase) in new[]
        {
            ("digits asked", CharacterNames.Digits, false),
            ("letters asked, case folded", CharacterNames.Capitals, true),
            ("capitals asked", CharacterNames.Capitals, false),
            ("small letters asked", CharacterNames.SmallLetters, false),
        })
        {
            string[] names = [.. characters.Select(static c => c.ToString())];
            bool hasForms = answers.Names.Contains("c");
            float[] sums = answers.Fold(
                names, name => names.Contains(name) ? name
                    : foldCase ? name.ToUpperInvariant()
                    : !hasForms && characters == CharacterNames.SmallLetters && CharacterNames.MergedLetters.Contains(name.ToLowerInvariant(), StringComparison.Ordinal) ? name.ToLowerInvariant()
                    : null);
            int[] truth = [.. Enumerable.Range(0, images.Count).Select(i => Array.IndexOf(names, TruthOf(i, foldCase)))];
            Line($"  {name}: accuracy {MeanOver(truth, names.Length, i => ModelAnswers.Largest(sums.AsSpan(i * names.Length, names.Length)).Place == truth[i] ? 1 : 0):P2}");
        }
    }

    /// <summary>Of images of a letter whose case is known: whether its form is more probable than the other.</summary>
    private void WriteCase(ModelAnswers answers)
    {
        foreach ((string name, string letters) in CaseKinds)
        {
            string[] forms = [.. letters.Select(static c => c.ToString()), .. letters.Select(static c => char.ToUpperInvariant(c).ToString())];
            int[] truth = [.. Enumerable.Range(0, images.Count).Select(i => Array.IndexOf(forms, TruthOf(i, foldCase: false)))];
            double share = MeanOver(truth, forms.Length, i =>
            {
                string own = forms[truth[i]];
                string other = char.IsAsciiLetterUpper(own[0]) ? own.ToLowerInvariant() : own.ToUpperInvariant();
                return answers.Probability(i, own) > answers.Probability(i, other) ? 1 : 0;
            });
            Line($"  small against capital, {name}: {share:P2}");
        }
    }

    private void WriteNonCharacters(OnnxModel[] models)
    {
        int[][] members = NonCharacters.MembersOf(images.ReadLabels("images"), images.ClassNames.Count, images.ClassNames.Count - 1);
        var trained = new NonCharacters(new Augmentation { NonCharacters = 1 }, images, members);
        WriteNamed("non-characters of kinds trained on", models, (i, to) =>
        {
            var random = new SplitMix64(SplitMix64.At(5, (ulong)i));
            trained.Compose(ref random, to);
        });
        var others = new OtherNonCharacters(images, members);
        ModelAnswers answers = WriteNamed("of other kinds", models, others.Compose);
        for (int kind = 0; kind < OtherNonCharacters.Kinds.Count; kind++)
        {
            int[] own = [.. Enumerable.Range(0, Composed).Where(i => i % OtherNonCharacters.Kinds.Count == kind)];
            Line($"    {OtherNonCharacters.Kinds[kind]}: named {own.Average(i => IsNamed(answers, i) ? 1.0 : 0):P1}");
        }
    }

    private ModelAnswers WriteNamed(string name, OnnxModel[] models, Action<int, Span<byte>> compose)
    {
        byte[] pixels = new byte[Composed * 28 * 28];
        for (int i = 0; i < Composed; i++)
        {
            compose(i, pixels.AsSpan(i * 28 * 28, 28 * 28));
        }

        var answers = new ModelAnswers(models, pixels, Composed);
        int[] all = [.. Enumerable.Range(0, Composed)];
        Line($"  {name}: named with more than 50 % {all.Average(i => IsNamed(answers, i) ? 1.0 : 0):P1}, refused {all.Average(i => answers.NonCharacter(i) > 0.5f ? 1.0 : 0):P1}");
        return answers;
    }

    private static bool IsNamed(ModelAnswers answers, int image) => CharacterNames.Balanced
        .Any(name => answers.Probability(image, name) + (CharacterNames.MergedLetters.Contains(name.ToLowerInvariant(), StringComparison.Ordinal)
            && char.IsAsciiLetterUpper(name[0]) ? answers.Probability(image, name.ToLowerInvariant()) : 0) > 0.5f);

    private void WriteMcNemar(bool[] first, bool[] second)
    {
        int onlyFirst = first.Zip(second).Count(static pair => pair.First && !pair.Second);
        int onlySecond = first.Zip(second).Count(static pair => !pair.First && pair.Second);
        double statistic = Math.Pow(Math.Max(0, Math.Abs(onlyFirst - onlySecond) - 1), 2) / Math.Max(1, onlyFirst + onlySecond);
        Line($"McNemar: right in the first alone {onlyFirst}, in the second alone {onlySecond}; chi-squared {statistic:F2} with one degree of freedom, above 3.84 for a chance of less than 5 %, above 6.63 of less than 1 %");
    }

    /// <summary>The character of an image; empty where its case is not known and counts.</summary>
    private string TruthOf(int image, bool foldCase)
    {
        string name = images.ClassNames[images.GetLabel(image)];
        return foldCase ? name.ToUpperInvariant() : images.GetCandidates(image).Count > 0 ? "" : name;
    }

    private double MeanOverClasses(Func<int, double> value) => MeanOver(_merged, CharacterNames.Balanced.Count, value);

    /// <summary>The mean over the classes that occur of the means of their images; -1 is no class.</summary>
    private static double MeanOver(int[] labels, int classes, Func<int, double> value)
    {
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0)
            {
                sums[labels[i]] += value(i);
                counts[labels[i]]++;
            }
        }

        return sums.Zip(counts).Where(static pair => pair.Second > 0).Average(static pair => pair.First / pair.Second);
    }

    private double CalibrationError(float[] confidence, bool[] right)
    {
        const int Bins = 15;
        double error = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            int[] own = [.. Enumerable.Range(0, images.Count).Where(i => Math.Clamp((int)Math.Ceiling(confidence[i] * Bins) - 1, 0, Bins - 1) == bin)];
            error += own.Length == 0 ? 0 : Math.Abs(own.Sum(i => confidence[i] - (right[i] ? 1.0 : 0)));
        }

        return error / images.Count;
    }

    private double Share(Func<int, bool> of, Func<int, bool> with)
    {
        int[] own = [.. Enumerable.Range(0, images.Count).Where(of)];
        return own.Length == 0 ? 0 : own.Average(i => with(i) ? 1.0 : 0);
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
