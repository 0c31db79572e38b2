namespace Emnist.Recognition.Imaging;

/// <summary>
/// How large a character is drawn within the 28 x 28 pixels, and where: a network reads best what is framed as its training images
/// were.
/// </summary>
public enum CharacterFraming
{
    /// <summary>
    /// As EMNIST's: the box around the ink in the middle, its longer side filling the square but for a border of about 2 pixels.
    /// </summary>
    Emnist,

    /// <summary>
    /// As MNIST's: the box around the ink is 20 pixels on its longer side, and the ink's centre of mass is in the middle.
    /// </summary>
    Mnist,
}
