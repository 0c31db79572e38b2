"""Makes letter-sequences.bin: which letters stand behind which three in words, from lists of words in the public domain.

    git clone https://github.com/elitejake/Moby-Project moby && git -C moby checkout 0a780d8d6a83909f9538b01aba8c6848b6689935
    python3 make_letter_sequences.py moby/.untouched letter-sequences.bin

The lists are Moby Words II and Moby Language II of Grady Ward (1993 to 1996; Project Gutenberg 3201 and 3206), which he placed in the
public domain. No word of them is in what is made, compressed by zlib: a table [27, 27, 27] of the costs of a letter behind two, in steps of
the negative logarithm, and one [27, 27, 27, 27] of what each costs more behind three, in steps beside LEAST. That is 0 but where the lists
say it often enough, of which most of what they say is kept (as by Stolcke, entropy-based pruning of backoff language models, 1998).
"""
import math
import re
import sys
import zlib

# Each list counts as much as the others, and common English words twice.
LISTS = {
    "mwords/74550com.mon": 2, "mwords/10001fr.equ": 1, "mwords/21986na.mes": 1, "mwords/10196pla.ces": 1,
    "mlang/german.txt": 1, "mlang/french.txt": 1, "mlang/italian.txt": 1, "mlang/spanish.txt": 1,
}
SIZE = 27  # the boundary of words, and the letters
STEP = 0.5  # of the negative logarithm, as LetterSequences reads it
LEAST = -7  # of what is more behind three letters
MOST = 15  # of what is behind two
SHARE = 1e5  # each list has so many letters
BEHIND_FEWER = {2: 30, 3: 30, 4: 20}  # what letters one fewer say counts as much as so many letters
LEAST_GAIN = 3  # what counts less, in all letters of the lists together, is left out


def words(name):
    """The words of 2 to 12 letters, without their accents, which the lists write behind letters; abbreviations, and Spanish words with
    n-tilde or u-diaeresis, are left out."""
    with open(f"{sys.argv[1]}/{name}", encoding="latin-1") as lines:
        text = lines.read()
    if name.startswith("mlang"):
        text = re.sub("['`^\"~]", "", text)
    found = re.split(r"[\s-]", text)
    return sorted({word.lower() for word in found if re.fullmatch("[A-Za-z]{2,12}", word) and not word.isupper()})


def sequences(length):
    """How often each letter is behind each that are one fewer, every list having the same sum: {letters before: [27]}."""
    counts = {}
    for name, weight in LISTS.items():
        own = {}
        for word in words(name):
            letters = [0] * (length - 1) + [ord(letter) - 96 for letter in word] + [0]
            for i in range(length - 1, len(letters)):
                sequence = tuple(letters[i - length + 1:i + 1])
                own[sequence] = own.get(sequence, 0) + 1
        share = SHARE * weight / sum(own.values())
        for sequence, count in own.items():
            counts.setdefault(sequence[:-1], [0.0] * SIZE)[sequence[-1]] += share * count
    return counts


def smoothed(counts, fewer, strength):
    total = sum(counts) + strength
    return [(count + strength * other) / total for count, other in zip(counts, fewer)]


def clip(value, least, most):
    return min(most, max(least, round(value)))


def make():
    none = [0.0] * SIZE
    one, two, three, four = (sequences(length) for length in (1, 2, 3, 4))
    alone = [count / sum(one[()]) for count in one[()]]
    letters = range(SIZE)
    behind_one = {(b,): smoothed(two.get((b,), none), alone, BEHIND_FEWER[2]) for b in letters}
    behind_two = bytearray()
    behind_three = bytearray(b"\0" * SIZE**4)
    for b in letters:
        for c in letters:
            exact = smoothed(three.get((b, c), none), behind_one[c,], BEHIND_FEWER[3])
            steps = [clip(-math.log(probability) / STEP, 0, MOST) for probability in exact]
            behind_two += bytes(steps)
            weights = [math.exp(-STEP * step) for step in steps]
            kept = [weight / sum(weights) for weight in weights]
            for a in letters:
                counts = four.get((a, b, c), none)
                total = sum(counts)
                for d, probability in enumerate(smoothed(counts, exact, BEHIND_FEWER[4])):
                    ratio = math.log(probability / kept[d])
                    gain = abs(ratio) * max(counts[d], total * kept[d])
                    more = clip(-ratio / STEP, LEAST, -LEAST) if gain >= LEAST_GAIN else 0
                    behind_three[((a * SIZE + b) * SIZE + c) * SIZE + d] = more - LEAST
    return bytes(behind_two) + bytes(behind_three)


with open(sys.argv[2], "wb") as out:
    out.write(zlib.compress(make(), 9))
