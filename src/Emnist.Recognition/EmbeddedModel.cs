namespace Emnist.Recognition;

/// <summary>The models that lie in the library. Both name EMNIST's 47 classes; docs/model-card.md has their results.</summary>
public enum EmbeddedModel
{
    /// <summary>The more accurate one.</summary>
    Default,

    /// <summary>The smaller one, with a fifth of the multiply-adds.</summary>
    Fast,
}
