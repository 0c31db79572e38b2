using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests.Imaging;

namespace Emnist.Recognition.Tests.Documentation;

public class ReadingPictureTests
{
    [Fact]
    public void The_documented_stages_are_what_the_code_does()
    {
        string committed = Path.Combine(TestData.RepositoryRoot, "docs", "images", "reading.png");
        string actual = Path.Combine(AppContext.BaseDirectory, "reading.png");
        GrayImage drawn = ReadingPicture.Draw();
        File.WriteAllBytes(actual, PngBuilder.Gray8(drawn.Width, drawn.Height, drawn.Pixels.ToArray()));

        GrayImage documented = ImageDecoder.Decode(File.ReadAllBytes(committed));

        Assert.Equal((drawn.Width, drawn.Height), (documented.Width, documented.Height));
        double difference = drawn.Pixels.ToArray().Zip(documented.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Average();
        Assert.True(difference < 0.03, $"The stages have changed by {difference:F2} levels: look at {actual} and copy it over {committed}.");
    }
}
