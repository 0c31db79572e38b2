using System.Globalization;

namespace Emnist.Recognition.Training.Evaluation;

/// <summary>
/// How often images of each class were taken for each class: rows are the images' own classes, columns the answers, as in
/// scikit-learn. Immutable, and so safe to share between threads.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    internal ConfusionMatrix(int[] counts, IReadOnlyList<string> classNames)
    {
        _counts = counts;
        ClassNames = classNames;
    }

    /// <summary>The names of the classes, in the order of rows and columns.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Images of a class that were taken for a class.</summary>
    /// <param name="actual">The images' own class, 0 to below the number of classes.</param>
    /// <param name="predicted">The answer, 0 to below the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted]
    {
        get
        {
            ThrowIfNoClass(actual, nameof(actual));
            ThrowIfNoClass(predicted, nameof(predicted));
            return _counts[(actual * ClassNames.Count) + predicted];
        }
    }

    /// <summary>Images of a class: the sum of its row.</summary>
    /// <param name="actual">The class, 0 to below the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int CountActual(int actual) => Enumerable.Range(0, ClassNames.Count).Sum(predicted => this[actual, predicted]);

    /// <summary>Images taken for a class: the sum of its column.</summary>
    /// <param name="predicted">The class, 0 to below the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int CountPredicted(int predicted) => Enumerable.Range(0, ClassNames.Count).Sum(actual => this[actual, predicted]);

    /// <summary>
    /// Each count divided by the sum of its row: the diagonal is the classes' recall. A row without images is all 0.
    /// </summary>
    /// <returns>A new array [actual, predicted], 0 to 1.</returns>
    public double[,] NormalizeByActual()
    {
        int[] sums = [.. Enumerable.Range(0, ClassNames.Count).Select(CountActual)];
        return Divide((actual, _) => sums[actual]);
    }

    /// <summary>
    /// Each count divided by the sum of its column: the diagonal is the classes' precision. A column without answers is all 0.
    /// </summary>
    /// <returns>A new array [actual, predicted], 0 to 1.</returns>
    public double[,] NormalizeByPredicted()
    {
        int[] sums = [.. Enumerable.Range(0, ClassNames.Count).Select(CountPredicted)];
        return Divide((_, predicted) => sums[predicted]);
    }

    /// <summary>The pairs of classes of which one was most often taken for the other, the most frequent first.</summary>
    /// <param name="count">How many at most, 0 or more. Pairs of equal count stand in the order of the matrix.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public IReadOnlyList<ConfusedPair> MostConfused(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int classes = ClassNames.Count;
        return
        [
            .. Enumerable.Range(0, _counts.Length)
                .Where(cell => _counts[cell] > 0 && cell / classes != cell % classes)
                .OrderByDescending(cell => _counts[cell])
                .Take(count)
                .Select(cell => new ConfusedPair(ClassNames[cell / classes], ClassNames[cell % classes], _counts[cell])),
        ];
    }

    /// <summary>
    /// The numbers of classes and images, such as <c>ConfusionMatrix: 47 classes, 18,800 images, 16,976 of them right</c>.
    /// </summary>
    public override string ToString()
    {
        int right = Enumerable.Range(0, ClassNames.Count).Sum(c => this[c, c]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"ConfusionMatrix: {ClassNames.Count} classes, {_counts.Sum():N0} images, {right:N0} of them right");
    }

    /// <summary>The matrix without the classes that no image is of and none was taken for.</summary>
    internal ConfusionMatrix ToOccurring()
    {
        int[] occurring = [.. Enumerable.Range(0, ClassNames.Count).Where(c => CountActual(c) > 0 || CountPredicted(c) > 0)];
        int[] counts = [.. occurring.SelectMany(actual => occurring.Select(predicted => this[actual, predicted]))];
        return new ConfusionMatrix(counts, [.. occurring.Select(c => ClassNames[c])]);
    }

    private double[,] Divide(Func<int, int, int> divisor)
    {
        double[,] shares = new double[ClassNames.Count, ClassNames.Count];
        for (int cell = 0; cell < _counts.Length; cell++)
        {
            (int actual, int predicted) = Math.DivRem(cell, ClassNames.Count);
            shares[actual, predicted] = _counts[cell] == 0 ? 0 : (double)_counts[cell] / divisor(actual, predicted);
        }

        return shares;
    }

    private void ThrowIfNoClass(int index, string parameterName)
    {
        if ((uint)index >= (uint)ClassNames.Count)
        {
            throw new ArgumentOutOfRangeException(parameterName, index, $"There are {ClassNames.Count} classes.");
        }
    }
}
