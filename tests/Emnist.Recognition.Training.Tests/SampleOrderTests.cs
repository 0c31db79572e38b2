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
}
