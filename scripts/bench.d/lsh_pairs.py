"""Finds the pairs of alike texts in a JSONL file by a Python library: lsh_pairs.py LIBRARY THRESHOLD INPUT.jsonl PAIRS.

LIBRARY is rensa or datasketch: 128 hashes of the 3-word shingles, bands at the threshold, and of what the index gives
only what the library's own estimate finds alike enough.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

WORD = re.compile(r"\w+")
SHINGLE_WORDS, HASHES, BANDS = 3, 128, 32


def read_shingles(source: Path) -> Iterator[set[str]]:
    """The shingles of each text."""
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            words = WORD.findall(json.loads(line)["text"].lower())
            length = min(SHINGLE_WORDS, len(words))
            yield {" ".join(words[place : place + length]) for place in range(len(words) - length + 1) if length}


def find_with_rensa(source: Path, threshold: float) -> Iterator[tuple[int, int]]:
    """In one call for all texts, as is fastest in rensa."""
    from rensa import RMinHash, RMinHashLSH

    hashed = RMinHash.from_token_sets([list(shingles) for shingles in read_shingles(source)], HASHES, 42)
    index = RMinHashLSH(threshold=threshold, num_perm=HASHES, num_bands=BANDS)
    for number, one in enumerate(hashed):
        for earlier in index.query(one):
            if one.jaccard(hashed[earlier]) >= threshold:
                yield earlier, number
        index.insert(number, one)


def find_with_datasketch(source: Path, threshold: float) -> Iterator[tuple[int, int]]:
    """Datasketch chooses its bands by the threshold."""
    from datasketch import MinHash, MinHashLSH

    texts = ([shingle.encode() for shingle in shingles] for shingles in read_shingles(source))
    hashed = MinHash.bulk(texts, num_perm=HASHES)
    index = MinHashLSH(threshold=threshold, num_perm=HASHES)
    for number, one in enumerate(hashed):
        for earlier in index.query(one):
            if one.jaccard(hashed[earlier]) >= threshold:
                yield earlier, number
        index.insert(number, one)


def main() -> None:
    library, threshold, source, out = sys.argv[1:]
    find = {"rensa": find_with_rensa, "datasketch": find_with_datasketch}[library]
    with open(out, "w", encoding="ascii") as file:
        file.writelines(f"{earlier} {number}\n" for earlier, number in find(Path(source), float(threshold)))


if __name__ == "__main__":
    main()
