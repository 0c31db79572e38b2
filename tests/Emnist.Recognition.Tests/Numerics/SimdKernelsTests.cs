using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Numerics;

public class SimdKernelsTests
{
    /// <summary>
    /// CI runs the numeric tests again with instruction sets turned off, and says by this variable how many lanes must
    /// then be left: a switch that did nothing would test the same path twice.
    /// </summary>
    private const string LanesVariable = "EMNIST_EXPECTED_LANES";

    [Fact]
    public void The_best_set_has_the_lanes_that_the_run_was_meant_to_have()
    {
        int lanes = SimdKernels.Best.Lanes;
        string? expected = Environment.GetEnvironmentVariable(LanesVariable);

        Assert.Equal(expected ?? $"{lanes}", $"{lanes}");
    }

    [Fact]
    public void The_scalar_set_is_always_there_and_the_widest_comes_first()
    {
        int[] lanes = [.. SimdKernels.Supported.Select(set => set.Lanes)];
        Assert.Equal(1, lanes[^1]);
        Assert.Equal(lanes.OrderDescending(), lanes);
        Assert.Equal(lanes[0], SimdKernels.Best.Lanes);
    }

    [Fact]
    public void A_tile_is_the_narrowest_that_holds_its_columns()
    {
        foreach (SimdKernels simd in SimdKernels.Supported)
        {
            int lanes = simd.Lanes;
            Assert.Equal((lanes, 2 * lanes, 2 * lanes), (simd.Tile(lanes).Width, simd.Tile(lanes + 1).Width, simd.Tile(2 * lanes).Width));
        }
    }

    [Fact]
    public void Rows_are_cut_into_tiles_of_four_to_six_and_few_take_more_than_their_own()
    {
        for (int rows = 1; rows <= 100; rows++)
        {
            int taken = 0;
            while (taken < rows)
            {
                int height = MicroKernels.TileRows(rows - taken);
                Assert.InRange(height, MicroKernels.MinProductRows, MicroKernels.ProductRows);
                taken += height;
            }

            Assert.Equal(rows < 4 ? 4 : rows == 7 ? 8 : rows, taken);
        }
    }
}
