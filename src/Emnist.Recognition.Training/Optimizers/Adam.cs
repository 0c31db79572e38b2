namespace Emnist.Recognition.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba, arXiv 1412.6980) with Keras's defaults, a learning rate of 0.001 among them. As in Keras, epsilon
/// is the paper's "epsilon hat", added to the root of the second moment before its bias is corrected; PyTorch adds it
/// afterwards. Immutable.
/// </summary>
/// <example>
/// <code>
/// var options = new TrainerOptions { Optimizer = new Adam { LearningRate = 2e-3 } };
/// </code>
/// </example>
public sealed class Adam : AdamBase;
