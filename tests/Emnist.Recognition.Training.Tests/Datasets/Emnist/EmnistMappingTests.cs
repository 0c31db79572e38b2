using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class EmnistMappingTests
{
    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Theory]
    [InlineData(EmnistSplit.ByClass, Digits + Capitals + "abcdefghijklmnopqrstuvwxyz", 0)]
    [InlineData(EmnistSplit.ByMerge, Digits + Capitals + "abdefghnqrt", 0)]
    [InlineData(EmnistSplit.Balanced, Digits + Capitals + "abdefghnqrt", 0)]
    [InlineData(EmnistSplit.Letters, Capitals, 1)]
    [InlineData(EmnistSplit.Digits, Digits, 0)]
    [InlineData(EmnistSplit.Mnist, Digits, 0)]
    public void The_splits_have_their_classes(EmnistSplit split, string names, int firstLabel)
    {
        CharacterMapping mapping = CharacterMapping.ForSplit(split);

        Assert.Equal(names, string.Concat(mapping.ClassNames));
        Assert.True(mapping.TryGetClass((byte)firstLabel, out int first));
        Assert.Equal(0, first);
        Assert.True(mapping.TryGetClass((byte)(firstLabel + names.Length - 1), out int last));
        Assert.Equal(names.Length - 1, last);
        Assert.False(mapping.TryGetClass((byte)(firstLabel + names.Length), out _));
        Assert.Same(mapping, CharacterMapping.ForSplit(split));
    }

    [Fact]
    public void There_are_six_splits() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterMapping.ForSplit((EmnistSplit)6));

    /// <summary>NIST's own mapping files, where they are; merged47 has the classes of Balanced.</summary>
    [DatasetFact("emnist-letters-test")]
    public void They_say_what_NISTs_files_say()
    {
        string folder = Path.GetDirectoryName(TestData.FindImages("emnist-letters-test"))!;
        foreach ((string name, EmnistSplit split) in new[]
        {
            ("emnist-letters", EmnistSplit.Letters), ("emnist-digits", EmnistSplit.Digits), ("emnist-merged47", EmnistSplit.Balanced),
        })
        {
            CharacterMapping file = CharacterMapping.Read(Path.Combine(folder, name + "-mapping.txt"));
            CharacterMapping own = CharacterMapping.ForSplit(split);
            Assert.Equal(file.ClassNames, own.ClassNames);
            for (int c = 0; c < own.ClassNames.Count; c++)
            {
                Assert.Equal(file.CodePoints(c).ToArray(), own.CodePoints(c).ToArray());
            }
        }
    }
}
