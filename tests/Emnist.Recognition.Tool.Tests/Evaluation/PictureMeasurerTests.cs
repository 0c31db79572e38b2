using Emnist.Recognition.Tool.Evaluation;

namespace Emnist.Recognition.Tool.Tests.Evaluation;

public sealed class PictureMeasurerTests
{
    [Fact]
    public void More_pictures_than_can_be_measured_are_refused_before_any_is_read()
    {
        var reader = new CharacterReader(new CharacterRecognizer(), null);
        var console = new ToolConsole(TextWriter.Null, TextWriter.Null, IsErrorTerminal: false);
        var measurer = new PictureMeasurer(reader, new CharacterGroups(CaseFolding.None, lookAlikes: false), console);

        ToolException e = Assert.Throws<ToolException>(() => measurer.Measure(new ManyPictures(), CancellationToken.None));

        // 62 characters, 180 words and none; an array has room for 2,147,483,591 probabilities.
        Assert.Equal("9000000 pictures of 243 classes are too many to measure at once: at most 8837381 are possible.", e.Message);
    }

    private sealed class ManyPictures : IPictureSource
    {
        public string Name => "many";

        public int Count => Labels.Count;

        public IReadOnlyList<string> Labels { get; } = Repeat([.. Enumerable.Range(0, 180).Select(static i => $"word{i}")]);

        public string? NameOf(int index) => null;

        public PictureReading Read(int index, CharacterReader reader) => throw new InvalidOperationException("Nothing is to be read.");

        private static string[] Repeat(string[] words)
        {
            string[] labels = new string[9_000_000];
            for (int i = 0; i < labels.Length; i++)
            {
                labels[i] = words[i % words.Length];
            }

            return labels;
        }
    }
}
