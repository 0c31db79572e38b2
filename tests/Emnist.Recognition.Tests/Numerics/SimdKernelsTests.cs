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
        Assert.Equal(MicroKernels.TileVectors, SimdKernels.Supported[^1].PanelWidth);
        Assert.Equal(SimdKernels.Supported.OrderByDescending(set => set.PanelWidth), SimdKernels.Supported);
    }
}
