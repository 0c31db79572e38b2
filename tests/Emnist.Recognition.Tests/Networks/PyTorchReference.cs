namespace Emnist.Recognition.Tests.Networks;

/// <summary>A case of pytorch_reference.json.</summary>
public sealed record PyTorchReference(
    double[] Logits, double Loss, double[][] Gradients, double[][] Moving, double[] AdamLosses);
