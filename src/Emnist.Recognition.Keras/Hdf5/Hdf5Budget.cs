namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>What may still be unpacked of a file, over all that is read of it.</summary>
internal sealed class Hdf5Budget(long fileBytes)
{
    private long _bytesLeft = KerasLimits.Unpacked(fileBytes);

    /// <summary>Takes bytes out of it, before they are allocated.</summary>
    public void Take(string place, long bytes)
    {
        if (bytes > _bytesLeft)
        {
            throw Fault.Damaged($"'{place}' is said to hold {bytes} bytes, more than weights of this file can have");
        }

        _bytesLeft -= bytes;
    }
}
