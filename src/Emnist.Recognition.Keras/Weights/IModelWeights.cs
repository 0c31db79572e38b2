namespace Emnist.Recognition.Keras.Weights;

/// <summary>The weights of a model by its layers, as one of the ways to lay them out in a file has them.</summary>
internal interface IModelWeights
{
    /// <summary>The weights of a layer in Keras's order; empty where the file has none for it.</summary>
    IReadOnlyList<Tensor> Of(Configuration.LayerConfig layer);

    /// <summary>The weights of a model that is a layer of this one.</summary>
    IModelWeights Inside(Configuration.LayerConfig model);
}
