"""Prints the splits that SplitTests records: 24 images of classes 0, 1, 2, 0, 1, 2, ..., a quarter taken of each class."""

MASK = 2**64 - 1


def split_mix(seed):
    state = seed & MASK
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


for seed in [1, -2]:
    numbers = split_mix(seed)
    part = []
    for label in range(3):
        indices = list(range(label, 24, 3))
        for i in range(len(indices) - 1, 0, -1):
            j = ((next(numbers) >> 32) * (i + 1)) >> 32
            indices[i], indices[j] = indices[j], indices[i]
        part += indices[:2]
    print(seed, sorted(part))
