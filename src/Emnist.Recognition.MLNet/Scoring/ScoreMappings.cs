using Microsoft.ML.Transforms;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>What a saved pipeline names: features of one kind into scores.</summary>
internal abstract class ScoreMapping<TRow> : CustomMappingFactory<TRow, ScoreRow>
    where TRow : FeaturesRow, new()
{
    public sealed override Action<TRow, ScoreRow> GetMapping()
    {
        var scorers = new ConstantText<Scorer>(static text => new Scorer(SavedModel.Parse(text)));
        return (source, destination) => Map(scorers.Get(source.Model), source, destination);
    }

    protected abstract void Map(Scorer scorer, TRow source, ScoreRow destination);
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class FloatScoreMapping : ScoreMapping<FloatFeaturesRow>
{
    public const string Contract = "Emnist.Recognition.ScoreFloats";

    protected override void Map(Scorer scorer, FloatFeaturesRow source, ScoreRow destination) =>
        destination.Best = scorer.Score(source.Features, destination.Scores());
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class ByteScoreMapping : ScoreMapping<ByteFeaturesRow>
{
    public const string Contract = "Emnist.Recognition.ScoreBytes";

    protected override void Map(Scorer scorer, ByteFeaturesRow source, ScoreRow destination) =>
        destination.Best = scorer.Score(source.Features, destination.Scores());
}
