using Emnist.Recognition.Imaging.Codecs;
using Emnist.Recognition.Imaging.Codecs.Png;
using Emnist.Recognition.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class PngFilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void A_filtered_row_of_any_length_is_restored(int step)
    {
        for (int width = 1; width <= 48; width++)
        {
            const int height = 11;
            int rowBytes = width * step;
            byte[] bytes = Noise((ulong)width, rowBytes * height);
            byte[] filtered = PngBuilder.Filter(rowBytes, height, bytes, step);
            byte[] above = new byte[rowBytes];
            for (int y = 0; y < height; y++)
            {
                byte[] row = filtered.AsSpan(y * (rowBytes + 1), rowBytes + 1).ToArray();

                PngFilter.Undo(row[0], row.AsSpan(1), above, step);

                Assert.Equal(bytes.AsSpan(y * rowBytes, rowBytes), row.AsSpan(1));
                above = row[1..];
            }
        }
    }

    [Fact]
    public void The_checksum_is_RFC_1950_s_of_pieces_of_any_length() => Prop.ForAll(
        Gen.Choose(0, 20_000).ToArbitrary(),
        Gen.Choose(1, 6_000).ToArbitrary(),
        (length, piece) =>
        {
            byte[] bytes = length % 3 == 0 ? [.. Enumerable.Repeat((byte)255, length)] : Noise((ulong)length, length);
            var checksum = new Adler32();
            for (int start = 0; start < length; start += piece)
            {
                checksum.Append(bytes.AsSpan(start, Math.Min(piece, length - start)));
            }

            (uint a, uint b) = (1, 0);
            foreach (byte value in bytes)
            {
                a = (a + value) % 65_521;
                b = (b + a) % 65_521;
            }

            Assert.Equal((b << 16) | a, checksum.Value);
        }).QuickCheckThrowOnFailure();

    private static byte[] Noise(ulong seed, int count)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(256))];
    }
}
