"""Makes LetterPairTables.cs: which letters stand behind which in words, from lists of words in the public domain.

    git clone https://github.com/elitejake/Moby-Project moby && git -C moby checkout 0a780d8d6a83909f9538b01aba8c6848b6689935
    python3 make_letter_pairs.py moby/.untouched > LetterPairTables.cs

The lists are Moby Words II and Moby Language II of Grady Ward (1993 to 1996; Project Gutenberg 3201 and 3206), which he placed in the
public domain. No word of them is in what is made: two tables of 27 x 27 weights, of a letter behind another and of one behind the next,
whose sums fit how often each two of them are met (maximum entropy, by iterative scaling).
"""
import math
import re
import sys

# Each list counts as much as the others, and common English words twice.
LISTS = {
    "mwords/74550com.mon": 2, "mwords/10001fr.equ": 1, "mwords/21986na.mes": 1, "mwords/10196pla.ces": 1,
    "mlang/german.txt": 1, "mlang/french.txt": 1, "mlang/italian.txt": 1, "mlang/spanish.txt": 1,
}
SIZE = 27  # the boundary of words, and the letters
STEPS = 4  # in a unit of the logarithm, as LetterPairs reads them
ROUNDS = 200
SMOOTHING = 5.0


def words(name):
    """The words of 2 to 12 letters, without their accents, which the lists write behind letters; abbreviations are left out."""
    with open(f"{sys.argv[1]}/{name}", encoding="latin-1") as lines:
        text = lines.read()
    if name.startswith("mlang"):
        text = re.sub("['`^\"~]", "", text)
    found = re.split(r"[\s-]", text)
    return sorted({word.lower() for word in found if re.fullmatch("[A-Za-z]{2,12}", word) and not word.isupper()})


def triples():
    """How often each two letters are before each, every list having the same sum."""
    counts = {}
    for name, weight in LISTS.items():
        own = {}
        for word in words(name):
            letters = [0, 0] + [ord(letter) - 96 for letter in word] + [0]
            for triple in zip(letters, letters[1:], letters[2:]):
                own[triple] = own.get(triple, 0) + 1
        share = 1e5 * weight / sum(own.values())
        for triple, count in own.items():
            counts[triple] = counts.get(triple, 0) + share * count
    return counts


def fit(counts):
    letters = range(SIZE)
    behind, second = [[SMOOTHING] * SIZE for _ in letters], [[SMOOTHING] * SIZE for _ in letters]
    pairs = {}
    for (a, b, c), count in counts.items():
        behind[b][c] += count
        second[a][c] += count
        pairs[a, b] = pairs.get((a, b), 0) + count
    u, v = [[0.0] * SIZE for _ in letters], [[0.0] * SIZE for _ in letters]
    for _ in range(ROUNDS):
        expected, expected2 = [[SMOOTHING] * SIZE for _ in letters], [[SMOOTHING] * SIZE for _ in letters]
        for (a, b), count in pairs.items():
            weights = [math.exp(x + y) for x, y in zip(u[b], v[a])]
            scale = count / sum(weights)
            for c in letters:
                expected[b][c] += scale * weights[c]
                expected2[a][c] += scale * weights[c]
        for a in letters:
            for c in letters:
                u[a][c] += 0.5 * math.log(behind[a][c] / expected[a][c])
                v[a][c] += 0.5 * math.log(second[a][c] / expected2[a][c])
    return u, v


def row(weights):
    most = max(weights)
    return "".join(chr(ord("A") + min(25, round(STEPS * (most - weight)))) for weight in weights)


next_letter, second_next = fit(triples())
print('''namespace Emnist.Recognition.Reading.Grammars;

/// <summary>
/// The tables of <see cref="LetterPairs"/>, made by <c>make_letter_pairs.py</c>, which says of what. Rows and columns are the boundary of
/// words, and the letters from a to z.
/// </summary>
internal static class LetterPairTables
{''')
for name, what, table in (
        ("Next", "[letter, the next]: A for the likeliest to Z for what is never met", next_letter),
        ("SecondNext", "[letter, the next but one]: the same", second_next)):
    rows = "\n".join(f"        {row(weights)}" for weights in table)
    space = "" if table is next_letter else "\n"
    print(f'{space}    /// <summary>{what}.</summary>\n    public const string {name} = """\n{rows}\n        """;')
print("}")
