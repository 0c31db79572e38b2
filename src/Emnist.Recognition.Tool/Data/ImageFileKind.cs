namespace Emnist.Recognition.Tool.Data;

/// <summary>The kinds of files of images, as options name them.</summary>
internal enum ImageFileKind
{
    /// <summary>A pair of idx files, or a CSV file.</summary>
    Plain,

    /// <summary>Arrays of NumPy.</summary>
    Npz,

    /// <summary>EMNIST's MATLAB file.</summary>
    Mat,
}
