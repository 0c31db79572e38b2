namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// The six official splits of EMNIST (Cohen et al. 2017, arXiv 1702.05373). All are drawn from the same pictures, so that
/// the training part of one may hold test images of another.
/// </summary>
public enum EmnistSplit
{
    /// <summary>62 classes, uneven: 0 to 9, A to Z, a to z. 697,932 training and 116,323 test images.</summary>
    ByClass,

    /// <summary>
    /// 47 classes, uneven: as <see cref="ByClass"/>, with the 15 small letters that look like their capitals in one class
    /// with these. 697,932 training and 116,323 test images.
    /// </summary>
    ByMerge,

    /// <summary>The 47 classes of <see cref="ByMerge"/>, even. 112,800 training and 18,800 test images.</summary>
    Balanced,

    /// <summary>26 letters, capital and small in one class, even. 124,800 training and 20,800 test images.</summary>
    Letters,

    /// <summary>The ten digits, even. 240,000 training and 40,000 test images.</summary>
    Digits,

    /// <summary>
    /// The ten digits in the numbers of MNIST, 60,000 training and 10,000 test images. These are not MNIST's own pictures:
    /// those load with <see cref="MnistDataset"/>.
    /// </summary>
    Mnist,
}
