namespace Emnist.Recognition.Training.Callbacks;

/// <summary>The callbacks of one training, called in their order.</summary>
/// <param name="definitions">What they are.</param>
/// <param name="context">What they are given; whoever calls them has brought it up to date.</param>
internal sealed class CallbackList(IReadOnlyList<TrainingCallback> definitions, CallbackContext context)
{
    private readonly CallbackState[] _callbacks = [.. definitions.Select(static callback => callback.Start())];

    public void OnTrainBegin()
    {
        foreach (CallbackState callback in _callbacks)
        {
            callback.OnTrainBegin(context);
        }
    }

    public void OnEpochBegin()
    {
        foreach (CallbackState callback in _callbacks)
        {
            callback.OnEpochBegin(context);
        }
    }

    public void OnBatchEnd()
    {
        foreach (CallbackState callback in _callbacks)
        {
            callback.OnBatchEnd(context);
        }
    }

    /// <summary>Calls them at the end of an epoch. One that cannot write its file does not keep the others from it.</summary>
    /// <returns>The first failure to write.</returns>
    public Exception? OnEpochEnd()
    {
        Exception? failure = null;
        foreach (CallbackState callback in _callbacks)
        {
            try
            {
                callback.OnEpochEnd(context);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failure ??= e;
            }
        }

        return failure;
    }

    public void OnTrainEnd()
    {
        foreach (CallbackState callback in _callbacks)
        {
            callback.OnTrainEnd(context);
        }
    }

    /// <exception cref="NotSupportedException">A callback does not tell its state.</exception>
    public void Save(BinaryWriter writer)
    {
        foreach (CallbackState callback in _callbacks)
        {
            callback.Save(writer);
        }
    }

    public void Load(BinaryReader reader)
    {
        foreach (CallbackState callback in _callbacks)
        {
            callback.Load(reader, context);
        }
    }
}
