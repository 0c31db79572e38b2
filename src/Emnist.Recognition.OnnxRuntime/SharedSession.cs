using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>
/// A session that threads run, and that is disposed once the last of them has left: ONNX Runtime frees its memory at once, whoever is
/// running.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="isOwned">Whether it is disposed at all.</param>
internal sealed class SharedSession(InferenceSession session, bool isOwned)
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _isClosed;

    /// <summary>Takes the session for a run, to be followed by <see cref="Leave"/>; null once it is closed.</summary>
    public InferenceSession? Enter()
    {
        lock (_lock)
        {
            _users += _isClosed ? 0 : 1;
            return _isClosed ? null : session;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _users--;
            DisposeIfUnused();
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            DisposeIfUnused();
        }
    }

    private void DisposeIfUnused()
    {
        if (isOwned && _isClosed && _users == 0)
        {
            session.Dispose();
        }
    }
}
