using Microsoft.ML;

namespace Emnist.Recognition.MLNet;

/// <summary>The way from an <see cref="MLContext"/> to handwritten characters.</summary>
public static class MLContextExtensions
{
    extension(MLContext context)
    {
        /// <summary>
        /// Normalising, training, recognising and evaluating handwritten characters. In F#, Visual Basic and C# before 14:
        /// <c>new CharacterCatalog(mlContext)</c>.
        /// </summary>
        public CharacterCatalog Characters => new(context);
    }
}
