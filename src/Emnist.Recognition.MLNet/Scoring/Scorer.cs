using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Inference;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>Scores rows one by one. Safe to use from several threads.</summary>
internal sealed class Scorer
{
    public const string BestName = "emnist.best";

    /// <summary>The class of a row without a character: no key.</summary>
    private const int NoClass = -1;

    private readonly InferencePlan _plan;
    private readonly string _column;
    private readonly InputForm? _form;
    private readonly bool[]? _allowed;
    private readonly int _allowedCount;

    public Scorer(SavedModel model)
    {
        _plan = model.Model.Network.ToProbabilityPlan();
        _column = model.FeatureColumnName;
        _form = model.Model.InputForm is { } form && form is not { Ground: 0, Ink: 1, Transposed: false } ? form : null;
        if (model.Allowed is { } allowed)
        {
            _allowed = [.. Enumerable.Range(0, model.Model.ClassNames.Count).Select(allowed.Contains)];
            _allowedCount = allowed.Count;
        }
    }

    /// <summary>Scores a row of floats.</summary>
    /// <param name="features">As many as the network takes; one that is not finite makes a row without a character.</param>
    /// <param name="scores">Written: the probabilities of the classes, or NaN.</param>
    /// <returns>The most probable class, or -1.</returns>
    public int Score(VBuffer<float> features, Span<float> scores)
    {
        Require(features.Length);
        scores = scores[.._plan.OutputShape.Length];
        ReadOnlySpan<float> values = features.IsDense ? features.GetValues() : [.. features.DenseValues()];
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                scores.Fill(float.NaN);
                return NoClass;
            }
        }

        if (_form is null)
        {
            _plan.Predict(values, scores, 1);
            return Choose(scores);
        }

        Span<float> formed = stackalloc float[CharacterPixels.Count];
        _form.Apply(values, formed);
        _plan.Predict(formed, scores, 1);
        return Choose(scores);
    }

    /// <summary>Scores a row of bytes, which the network takes as 0 to 1.</summary>
    /// <inheritdoc cref="Score(VBuffer{float}, Span{float})"/>
    public int Score(VBuffer<byte> features, Span<float> scores)
    {
        Require(features.Length);
        scores = scores[.._plan.OutputShape.Length];
        ReadOnlySpan<byte> values = features.IsDense ? features.GetValues() : [.. features.DenseValues()];
        if (_form is null)
        {
            _plan.PredictBytes(values, scores, 1);
            return Choose(scores);
        }

        Span<float> formed = stackalloc float[CharacterPixels.Count];
        _form.Apply(values, formed);
        _plan.Predict(formed, scores, 1);
        return Choose(scores);
    }

    private void Require(int length)
    {
        if (length != _plan.InputShape.Length)
        {
            throw new InvalidOperationException(
                $"Column '{_column}' has {length} values in a row; the network takes {_plan.InputShape.Length}.");
        }
    }

    private int Choose(Span<float> scores)
    {
        Limit(scores);
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        // A network whose weights have gone astray gives no number: that is no answer either.
        if (!float.IsFinite(scores[best]))
        {
            scores.Fill(float.NaN);
            return NoClass;
        }

        return best;
    }

    /// <summary>The arithmetic of <c>CharacterRecognizer.PredictScores</c>, to the bit.</summary>
    private void Limit(Span<float> scores)
    {
        if (_allowed is null)
        {
            return;
        }

        float sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            sum += _allowed[i] ? scores[i] : 0;
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = !_allowed[i] ? 0 : sum >= 1e-37f ? scores[i] / sum : 1f / _allowedCount;
        }
    }
}
