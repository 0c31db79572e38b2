namespace Emnist.Recognition.Networks;

/// <summary>Where windows lie along one side of an image: how many, and how much padding comes before the first.</summary>
internal readonly record struct WindowPlacement(int Count, int PaddingBefore, int PaddingAfter)
{
    /// <summary>Keras's and TensorFlow's arithmetic; a count of zero means that the window does not fit.</summary>
    public static WindowPlacement Of(int size, int window, int stride, Padding padding)
    {
        if (padding == Padding.Valid)
        {
            return new WindowPlacement(size < window ? 0 : ((size - window) / stride) + 1, 0, 0);
        }

        // Window and stride may be as large as an int is.
        int count = ((size - 1) / stride) + 1;
        int total = (int)Math.Max(0, ((count - 1) * (long)stride) + window - size);
        return new WindowPlacement(count, total / 2, total - (total / 2));
    }
}
