using Microsoft.ML.Transforms;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>Features of one kind into scores.</summary>
internal abstract class ScoreMapping<T>()
    : ConstantMapping<FeaturesRow<T>, ScoreRow, Scorer>(static text => new Scorer(SavedModel.Parse(text)));

[CustomMappingFactoryAttribute(Contract)]
internal sealed class FloatScoreMapping : ScoreMapping<float>
{
    public const string Contract = "Emnist.Recognition.ScoreFloats";

    protected override void Map(Scorer scorer, FeaturesRow<float> source, ScoreRow destination) =>
        destination.Best = scorer.Score(source.Features, destination.Scores());
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class ByteScoreMapping : ScoreMapping<byte>
{
    public const string Contract = "Emnist.Recognition.ScoreBytes";

    protected override void Map(Scorer scorer, FeaturesRow<byte> source, ScoreRow destination) =>
        destination.Best = scorer.Score(source.Features, destination.Scores());
}
