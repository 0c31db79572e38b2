using System.Numerics.Tensors;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Models;

/// <summary>What a model, or several of the same classes in the mean, say of images: the probability of each class, and sums of them.</summary>
internal sealed class ModelAnswers
{
    private readonly float[] _probabilities;
    private readonly IReadOnlyList<string> _names;

    public ModelAnswers(IReadOnlyList<OnnxModel> models, LabeledImages images)
        : this(models, images.Pixels.Span, images.Count)
    {
    }

    public ModelAnswers(IReadOnlyList<OnnxModel> models, ReadOnlySpan<byte> pixels, int count)
    {
        _names = models[0].ClassNames;
        Count = count;
        _probabilities = new float[count * _names.Count];
        foreach (OnnxModel model in models)
        {
            Add(model.Network.ToProbabilityPlan(), pixels);
        }

        TensorPrimitives.Divide(_probabilities, models.Count, _probabilities);
    }

    public int Count { get; }

    /// <summary>The model's classes.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether there is a class for what is no single character.</summary>
    public bool KnowsNonCharacters => _names.Contains(OnnxModel.NonCharacter);

    /// <summary>The probability that there is no single character.</summary>
    public float NonCharacter(int image) => KnowsNonCharacters ? Probability(image, OnnxModel.NonCharacter) : 0;

    /// <summary>The probability of a class; 0 where the model has none of that name.</summary>
    public float Probability(int image, string name)
    {
        for (int c = 0; c < _names.Count; c++)
        {
            if (_names[c] == name)
            {
                return _probabilities[(image * _names.Count) + c];
            }
        }

        return 0;
    }

    /// <summary>Sums the probabilities of classes that count as one.</summary>
    /// <param name="names">What is counted.</param>
    /// <param name="fold">What a class counts as; null for none of them.</param>
    /// <returns>[images, names].</returns>
    public float[] Fold(IReadOnlyList<string> names, Func<string, string?> fold)
    {
        int[] places = [.. _names.Select(name => fold(name) is { } folded ? names.ToList().IndexOf(folded) : -1)];
        float[] sums = new float[Count * names.Count];
        for (int i = 0; i < Count; i++)
        {
            for (int c = 0; c < places.Length; c++)
            {
                if (places[c] >= 0)
                {
                    sums[(i * names.Count) + places[c]] += _probabilities[(i * _names.Count) + c];
                }
            }
        }

        return sums;
    }

    private void Add(InferencePlan plan, ReadOnlySpan<byte> pixels)
    {
        int length = plan.InputShape.Length;
        const int Chunk = 256;
        float[] chunk = new float[Chunk * _names.Count];
        for (int start = 0; start < Count; start += Chunk)
        {
            int size = Math.Min(Chunk, Count - start);
            Span<float> own = chunk.AsSpan(0, size * _names.Count);
            plan.PredictBytes(pixels.Slice(start * length, size * length), own, size);
            Span<float> sums = _probabilities.AsSpan(start * _names.Count, own.Length);
            TensorPrimitives.Add(sums, own, sums);
        }
    }

    /// <summary>The largest of an image's sums, and where it is.</summary>
    public static (int Place, float Value) Largest(ReadOnlySpan<float> sums)
    {
        int place = TensorPrimitives.IndexOfMax(sums);
        return (place, sums[place]);
    }
}
