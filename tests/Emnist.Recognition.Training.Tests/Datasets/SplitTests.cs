using Emnist.Recognition.Training.Datasets;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class SplitTests
{
    /// <summary>Each image's four pixels are its number, so that it is known again after the split.</summary>
    [Fact]
    public void A_split_is_a_stratified_partition() =>
        Prop.ForAll(
            Gen.ArrayOf(Gen.Choose(0, 4)).ToArbitrary(),
            Gen.Choose(1, 99).ToArbitrary(),
            ArbMap.Default.ArbFor<int>(),
            (classes, percent, seed) =>
            {
                LabeledImages images = Numbered([.. classes.Select(c => (byte)c)]);
                (LabeledImages remaining, LabeledImages part) = images.Split(percent / 100.0, seed);

                Assert.Equal(Enumerable.Range(0, images.Count), Numbers(remaining).Concat(Numbers(part)).Order());
                foreach (LabeledImages side in new[] { remaining, part })
                {
                    int[] numbers = [.. Numbers(side)];
                    Assert.Equal(numbers.Order(), numbers);
                    Assert.Equal(numbers.Select(n => images.Labels.Span[n]), side.Labels.ToArray());
                    Assert.Equal(images.ClassNames, side.ClassNames);
                }

                int[] all = images.CountByClass();
                int[] taken = part.CountByClass();
                for (int c = 0; c < all.Length; c++)
                {
                    double wanted = all[c] * (percent / 100.0);
                    Assert.True(all[c] < 2 ? taken[c] == 0 : taken[c] >= 1 && taken[c] < all[c]);
                    Assert.True(Math.Abs(taken[c] - wanted) <= 0.5 || taken[c] is 0 or 1 || taken[c] == all[c] - 1);
                }
            }).QuickCheckThrowOnFailure();

    /// <summary>
    /// Printed by record_split.py, beside this file. A change here changes every user's validation split.
    /// </summary>
    [Fact]
    public void A_seed_gives_the_same_split_for_ever()
    {
        LabeledImages images = Numbered([.. Enumerable.Range(0, 24).Select(i => (byte)(i % 3))]);

        Assert.Equal([0, 1, 2, 9, 10, 20], Numbers(images.Split(0.25, 1).Part));
        Assert.Equal([5, 7, 9, 13, 18, 23], Numbers(images.Split(0.25, -2).Part));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Other_fractions_are_refused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered([0, 0]).Split(fraction, 0));

    private static LabeledImages Numbered(byte[] labels)
    {
        byte[] pixels = new byte[labels.Length * 4];
        for (int i = 0; i < labels.Length; i++)
        {
            BitConverter.TryWriteBytes(pixels.AsSpan(i * 4), i);
        }

        return new LabeledImages(new ImageSize { Width = 1, Height = 4 }, pixels, labels, ["a", "b", "c", "d", "e"]);
    }

    private static IEnumerable<int> Numbers(LabeledImages images) =>
        Enumerable.Range(0, images.Count).Select(i => BitConverter.ToInt32(images.GetImage(i)));
}
