namespace Emnist.Recognition.Onnx.Reading;

/// <summary>How the value between two nodes lies in the graph.</summary>
internal enum ValueForm
{
    /// <summary>[batch, length].</summary>
    Vector,

    /// <summary>[batch, channels, height, width].</summary>
    Image,

    /// <summary>[batch, height, width, channels]: transposed, to be flattened.</summary>
    TransposedImage,

    /// <summary>[batch, channels, 1, 1]: pooled, to be flattened.</summary>
    Pooled,
}
