using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>Floats as tensors of the types that models take and give.</summary>
internal static class TensorValues
{
    /// <summary>Whether models that take the type are given whole numbers of 0 to 255 for 0 to 1.</summary>
    public static bool IsWhole(TensorElementType type) =>
        type is TensorElementType.UInt8 or TensorElementType.Int32 or TensorElementType.Int64;

    public static bool IsReal(TensorElementType type) => type is TensorElementType.Float
        or TensorElementType.Double or TensorElementType.Float16 or TensorElementType.BFloat16;

    /// <summary>Makes a tensor.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="type">A type that is whole or real: of the whole, values are rounded, and limited to what bytes hold.</param>
    /// <param name="shape">Its sizes: as many values, or more, which are 0.</param>
    public static OrtValue Create(ReadOnlySpan<float> values, TensorElementType type, long[] shape)
    {
        var tensor = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);
        tensor.GetTensorMutableRawData().Clear();
        switch (type)
        {
            case TensorElementType.Float:
                values.CopyTo(tensor.GetTensorMutableDataAsSpan<float>());
                break;
            case TensorElementType.Double:
                TensorPrimitives.ConvertTruncating(values, tensor.GetTensorMutableDataAsSpan<double>());
                break;
            case TensorElementType.Float16:
                TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<Float16, Half>(tensor.GetTensorMutableDataAsSpan<Float16>()));
                break;
            case TensorElementType.BFloat16:
                Write<BFloat16>(values, tensor, static value => (BFloat16)value);
                break;
            case TensorElementType.UInt8:
                Write<byte>(values, tensor, static value => (byte)Math.Clamp(MathF.Round(value), 0, 255));
                break;
            case TensorElementType.Int32:
                Write<int>(values, tensor, static value => (int)MathF.Round(value));
                break;
            default:
                Write<long>(values, tensor, static value => (long)MathF.Round(value));
                break;
        }

        return tensor;
    }

    /// <summary>Reads the first values of a tensor of a real type.</summary>
    public static void Read(OrtValue tensor, Span<float> destination)
    {
        switch (tensor.GetTensorTypeAndShape().ElementDataType)
        {
            case TensorElementType.Float:
                tensor.GetTensorDataAsSpan<float>()[..destination.Length].CopyTo(destination);
                break;
            case TensorElementType.Double:
                TensorPrimitives.ConvertTruncating(tensor.GetTensorDataAsSpan<double>()[..destination.Length], destination);
                break;
            case TensorElementType.Float16:
                TensorPrimitives.ConvertToSingle(
                    MemoryMarshal.Cast<Float16, Half>(tensor.GetTensorDataAsSpan<Float16>())[..destination.Length], destination);
                break;
            default:
                ReadOnlySpan<BFloat16> values = tensor.GetTensorDataAsSpan<BFloat16>();
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = values[i].ToFloat();
                }

                break;
        }
    }

    private static void Write<T>(ReadOnlySpan<float> values, OrtValue tensor, Func<float, T> convert)
        where T : unmanaged
    {
        Span<T> destination = tensor.GetTensorMutableDataAsSpan<T>();
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = convert(values[i]);
        }
    }
}
