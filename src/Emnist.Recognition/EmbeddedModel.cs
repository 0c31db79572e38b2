namespace Emnist.Recognition;

/// <summary>The embedded models. Both recognize EMNIST's 47 classes; docs/model-card.md has their results.</summary>
public enum EmbeddedModel
{
    /// <summary>The more accurate one.</summary>
    Default,

    /// <summary>The smaller one, with a fifth of the multiply-adds.</summary>
    Fast,
}
