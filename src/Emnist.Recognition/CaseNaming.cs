namespace Emnist.Recognition;

/// <summary>
/// How a letter is answered by a model that has a class for each of its forms, where the forms differ by little but their size: c, i, j,
/// k, l, m, o, p, s, u, v, w, x, y and z, those that EMNIST Balanced counts as one. Models with one class for both, and other letters,
/// know no such choice.
/// </summary>
public enum CaseNaming
{
    /// <summary>
    /// Both forms are one candidate, whose confidence is that of the letter, and which is named by its likelier form: a photo of a small
    /// c is <c>c</c>. <see cref="CharacterCandidate.Variants"/> has the probability of each form.
    /// </summary>
    LikelierForm,

    /// <summary>Both forms are one candidate, which is named by the capital, as EMNIST Balanced names it: always <c>C</c>.</summary>
    Capital,

    /// <summary>Each form is a candidate of its own: <c>c</c> at 60 % and <c>C</c> at 38 %.</summary>
    Apart,
}
