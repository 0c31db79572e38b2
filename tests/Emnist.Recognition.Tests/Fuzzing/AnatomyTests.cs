using Emnist.Recognition.Fuzz;

namespace Emnist.Recognition.Tests.Fuzzing;

/// <summary>What is taken apart and put together unchanged is the same file: a mutation changes no more than it means to.</summary>
public sealed class AnatomyTests
{
    [Fact]
    public void Png_chunks() =>
        Assert.All(SeedFiles.Pictures("png"), static file => Assert.Equal(file, PngChunks.Join(PngChunks.Split(file))));

    [Fact]
    public void Jpeg_segments()
    {
        byte[] file =
        [
            0xFF, 0xD8,
            0xFF, 0xE0, 0, 4, 1, 2,
            0xFF, 0xDA, 0, 3, 9, 0x12, 0xFF, 0, 0xFF, 0xD0, 0x34,
            0xFF, 0xD9,
        ];

        List<byte[]> parts = JpegSegments.Split(file);

        Assert.Equal([2, 6, 5, 6, 2], parts.Select(part => part.Length));
        Assert.Equal([3], Enumerable.Range(0, parts.Count).Where(i => JpegSegments.IsEntropyCoded(parts[i])));
        Assert.Equal(file, JpegSegments.Join(parts));
        Assert.All(SeedFiles.Pictures("jpeg"), static seed => Assert.Equal(seed, JpegSegments.Join(JpegSegments.Split(seed))));
    }

    [Fact]
    public void Jpeg_lengths_follow_their_segments() =>
        Assert.Equal([0xFF, 0xE0, 0, 5, 1, 2, 3], JpegSegments.Join([[0xFF, 0xE0, 0, 9, 1, 2, 3]]));

    [Fact]
    public void Protobuf_fields() =>
        Assert.All(SeedFiles.Models(), static file => Assert.Equal(file, ProtobufFields.Join(ProtobufFields.Split(file)!)));

    [Fact]
    public void Crcs_of_a_damaged_PNG_are_set_right()
    {
        byte[] file = SeedFiles.Pictures("png").First();
        byte[] damaged = [.. file];
        damaged[^1] ^= 1;

        PngChunks.Repair(damaged);

        Assert.Equal(file, damaged);
    }
}
