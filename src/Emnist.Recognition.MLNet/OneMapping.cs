using Microsoft.ML.Transforms;

namespace Emnist.Recognition.MLNet;

/// <summary>The constant 1, under which a mapping of one entry hands its value to every row.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class OneMapping : CustomMappingFactory<Stages.Nothing, Stages.KeyRow>
{
    public const string Contract = "Emnist.Recognition.One";

    public static void Map(Stages.Nothing source, Stages.KeyRow destination) => destination.One = 1;

    public override Action<Stages.Nothing, Stages.KeyRow> GetMapping() => Map;
}
