using System.Text;

namespace Emnist.Recognition.Training.Callbacks;

/// <summary>A callback of a user's own class, whose state is a block of its own in the checkpoint.</summary>
internal sealed class OwnCallback(TrainingCallback callback) : CallbackState
{
    public override void OnTrainBegin(CallbackContext context) => callback.OnTrainBegin(context);

    public override void OnEpochBegin(CallbackContext context) => callback.OnEpochBegin(context);

    public override void OnBatchEnd(CallbackContext context) => callback.OnBatchEnd(context);

    public override void OnEpochEnd(CallbackContext context) => callback.OnEpochEnd(context);

    public override void OnTrainEnd(CallbackContext context) => callback.OnTrainEnd(context);

    public override void Save(BinaryWriter writer)
    {
        using var block = new MemoryStream();
        using (var own = new BinaryWriter(block, Encoding.UTF8, leaveOpen: true))
        {
            callback.SaveState(own);
        }

        writer.Write((int)block.Length);
        writer.Write(block.GetBuffer(), 0, (int)block.Length);
    }

    /// <exception cref="InvalidDataException">The callback did not read what it wrote.</exception>
    /// <exception cref="EndOfStreamException">There is not as much.</exception>
    public override void Load(BinaryReader reader, CallbackContext context)
    {
        int length = reader.ReadInt32();
        if (length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new EndOfStreamException();
        }

        byte[] block = reader.ReadBytes(length);
        using var own = new BinaryReader(new MemoryStream(block, writable: false), Encoding.UTF8);
        try
        {
            callback.LoadState(own);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException($"{callback.GetType().Name} read more than the {length} bytes that it had written", e);
        }

        if (own.BaseStream.Position < length)
        {
            throw new InvalidDataException(
                $"{callback.GetType().Name} read {own.BaseStream.Position} of the {length} bytes that it had written");
        }
    }
}
