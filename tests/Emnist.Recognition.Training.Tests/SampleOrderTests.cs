namespace Emnist.Recognition.Training.Tests;

public class SampleOrderTests
{
    [Fact]
    public void Shuffled_takes_every_image_once_an_epoch()
    {
        var order = new SampleOrder.Shuffled(100, seed: 1);
        int[] first = new int[100];
        int[] second = new int[100];
        order.Next(first);
        order.Next(second);

        Assert.Equal(Enumerable.Range(0, 100), first.Order());
        Assert.Equal(Enumerable.Range(0, 100), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Class_balanced_takes_classes_and_their_images_equally_often()
    {
        int[] labels = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(4, 3), .. Enumerable.Repeat(2, 17)];
        var order = new SampleOrder.ClassBalanced(labels, seed: 1);
        int[] epoch = new int[300];
        order.Next(epoch);

        Assert.All(epoch.GroupBy(index => labels[index]), group => Assert.Equal(100, group.Count()));
        foreach (IGrouping<int, int> group in epoch.GroupBy(index => labels[index]))
        {
            int[] times = [.. group.CountBy(index => index).Select(pair => pair.Value)];
            Assert.Equal(labels.Count(label => label == group.Key), times.Length);
            Assert.True(times.Max() - times.Min() <= 1);
        }
    }

    [Fact]
    public void Shares_hold_to_a_sample_an_epoch_and_within_a_class_all_are_taken_equally_often()
    {
        int[] labels = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(4, 3), .. Enumerable.Repeat(2, 17), .. Enumerable.Repeat(1, 9)];
        float[] shares = [1, 0, 0.5f, 7, 2];
        var order = new SampleOrder.Shared(labels, shares, seed: 1);
        int[] epoch = new int[701];
        for (int repetition = 0; repetition < 3; repetition++)
        {
            order.Next(epoch);

            Assert.Equal([0, 2, 4], epoch.Select(index => labels[index]).Distinct().Order());
            Assert.All(
                epoch.GroupBy(index => labels[index]),
                group => Assert.InRange(group.Count() - (701 * shares[group.Key] / 3.5), -1, 1));
            Assert.All(epoch.Take(140).GroupBy(index => labels[index]), group => Assert.InRange(group.Count() / (140 * shares[group.Key] / 3.5), 0.4, 1.7));
        }

        foreach (IGrouping<int, int> group in epoch.GroupBy(index => labels[index]))
        {
            int[] times = [.. group.CountBy(index => index).Select(pair => pair.Value)];
            Assert.True(times.Max() - times.Min() <= 2);
        }

        var again = new SampleOrder.Shared(labels, shares, seed: 1);
        int[] other = new int[701];
        for (int repetition = 0; repetition < 3; repetition++)
        {
            again.Next(other);
        }

        Assert.Equal(epoch, other);
    }
}
