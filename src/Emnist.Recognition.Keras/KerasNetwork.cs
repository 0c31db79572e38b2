using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Keras;

/// <summary>A network, and what else the model tells.</summary>
/// <param name="Network">The network.</param>
/// <param name="BeginsByTurning">Whether it takes images that lie on their side, and turns them first.</param>
internal sealed record KerasNetwork(Network Network, bool BeginsByTurning);
