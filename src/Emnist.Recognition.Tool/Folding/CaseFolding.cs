namespace Emnist.Recognition.Tool.Folding;

/// <summary>Which letters count as one character in both cases.</summary>
internal enum CaseFolding
{
    /// <summary>Those that EMNIST Balanced merges: c, i, j, k, l, m, o, p, s, u, v, w, x, y and z.</summary>
    Merged,

    /// <summary>All letters.</summary>
    All,

    /// <summary>No letter: a label is right when the answer is that very character.</summary>
    None,
}
