"""Writes what the benchmark of finding copies measured as Markdown."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

from contenders import Figures
from dedup_quality import Labels, Planted
from report import MB, table

CUTTINGS = "cuttings"
STORED, COMPARED = "stored", "stored and compared"
MOST_ADDED = 1.25
PEERS = {"rensa": 3.0, "gaoya": 1.5, "datasketch": 10.0}
LEAST_GROWN = 0.7
RECALL = {
    "ws": 1.0,
    "r01": 1.0,
    "r03": 1.0,
    "r05": 0.99,
    "r10": 0.95,
    "trunc70": 0.98,
    "boiler": 0.99,
    "leadswap": 0.92,
    "shuffle": 0.99,
}
LEAST_PRECISION, LEAST_ACCURACY = 0.99, 0.95
# What says that two texts are copies; a passage in both and one form of both say less.
COPIES = ("same", "near_duplicate", "revision", "extended")


@dataclass
class Search:
    """A search for pairs, and how many of those it found are among the true ones."""

    figures: Figures
    found: int
    right: int = 0
    true: int = 0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0


@dataclass
class Results:
    """What was measured."""

    texts: int
    versions: dict[str, str]
    searches: dict[tuple[float, str], Search] = field(default_factory=dict)
    growth: dict[int, Search] = field(default_factory=dict)
    imports: dict[str, list[Figures]] = field(default_factory=dict)
    planted: Planted = field(default_factory=Planted)
    tuned: Labels = field(default_factory=Labels)
    fresh: Labels = field(default_factory=Labels)

    def precision_of_copies(self) -> float:
        found = sum(self.planted.pairs[relation] for relation in COPIES)
        wrong = sum(self.planted.wrong[relation] for relation in COPIES)
        return 1 - wrong / found if found else 1.0

    def grown(self) -> float:
        """The texts a second of the largest search, as a part of those of the smallest."""
        speeds = [texts / search.figures.cpu for texts, search in sorted(self.growth.items())]
        return speeds[-1] / speeds[0]


def search_table(results: Results) -> str:
    """Every program at every threshold."""
    rows = []
    for (threshold, contender), search in results.searches.items():
        ours, figures = results.searches[threshold, CUTTINGS].figures, search.figures
        rows.append(
            [f"{threshold:g}: {contender}", f"{figures.cpu:.2f}", f"{figures.wall:.2f}", f"{figures.peak / MB:.0f}"]
            + [f"{figures.cpu / ours.cpu:.2f}", f"{search.found:,}", f"{search.recall:.4f}", f"{search.precision:.4f}"]
        )
    return table(["threshold, program", "CPU s", "wall s", "peak MB", "CPU to ours", "pairs", "recall", "precision"], rows)


def growth_table(results: Results) -> str:
    """The speed and the memory as the texts become more."""
    rows = [
        [f"{texts:,}", f"{search.figures.cpu:.2f}", f"{texts / search.figures.cpu:,.0f}"]
        + [f"{search.figures.peak / MB:.0f}", f"{search.found:,}"]
        for texts, search in sorted(results.growth.items())
    ]
    return table(["texts", "CPU s", "texts/s of CPU", "peak MB", "pairs"], rows)


def import_table(results: Results) -> str:
    rows = []
    for way, runs in results.imports.items():
        wall, cpu = (median(getattr(run, what) for run in runs) for what in ("wall", "cpu"))
        rows.append([way, f"{wall:.2f}", f"{cpu:.2f}", f"{max(run.peak for run in runs) / MB:,.0f}"])
    return table(["import", "wall s", "CPU s", "peak MB"], rows)


def added(results: Results) -> float:
    """How long an import takes that compares, to one that does not."""
    stored, compared = (median(run.wall for run in results.imports[way]) for way in (STORED, COMPARED))
    return compared / stored


def goal_table(results: Results) -> str:
    """What was aimed at, and what came out."""
    goals = []
    for threshold in sorted({threshold for threshold, _ in results.searches}):
        ours = results.searches[threshold, CUTTINGS]
        for peer, factor in PEERS.items():
            found = results.searches[threshold, peer].figures.cpu / ours.figures.cpu
            goals.append((f"CPU time of {peer} from {threshold:g}, to ours", factor, found, "g"))
        goals.append((f"recall from {threshold:g}", 1.0, ours.recall, ".3f"))
        goals.append((f"precision from {threshold:g}", 1.0, ours.precision, ".3f"))
    goals.append((f"texts a second at {max(results.growth):,}, to {min(results.growth):,}", LEAST_GROWN, results.grown(), "g"))
    for kind, least in RECALL.items():
        recall = results.planted.kinds[kind]
        goals.append((f"planted {kind}: linked", least, recall.linked / recall.copies, ".2f"))
        goals.append((f"planted {kind}: in the story", least, recall.in_story / recall.copies, ".2f"))
    goals.append(("planted: precision of the pairs said to be copies", LEAST_PRECISION, results.precision_of_copies(), "g"))
    for name, labels in (("fresh", results.fresh), ("tuned", results.tuned)):
        goals.append((f"{name} labelled pairs: classes", LEAST_ACCURACY, accuracy(labels), "g"))
    rows = [
        [name, f"at least {aim:{form}}", f"{found:.4f}" if aim <= 1 else f"{found:.2f}", "yes" if found >= aim else "no"]
        for name, aim, found, form in goals
    ]
    longer = added(results)
    met = "yes" if longer <= MOST_ADDED else "no"
    rows.append(["import that compares, to one that does not", f"at most {MOST_ADDED:g}", f"{longer:.2f}", met])
    return table(["goal", "aim", "measured", "met"], rows)


def accuracy(labels: Labels) -> float:
    """How often label and answer are the same."""
    return labels.agreed / sum(labels.pairs.values())


def label_parts(name: str, labels: Labels) -> list[str]:
    """How labels and answers met."""
    labelled = sum(labels.pairs.values())
    agreed = (
        f"{name}: {labelled} pairs. Label and answer are the same in {accuracy(labels):.1%}, and in "
        f"{labels.agreed_by_definition / labelled:.1%} where a form that shares too little to be linked may be nothing."
    )
    return [agreed, confusion_table(labels)]


def pair_table(planted: Planted) -> str:
    """The links of an import, by relation."""
    rows = [
        [relation, f"{pairs:,}", f"{planted.wrong[relation]:,}"] for relation, pairs in planted.pairs.most_common()
    ]
    return table(["relation", "pairs", "of texts that are no copies"], rows)


def confusion_table(labels: Labels) -> str:
    """Labels and answers that met."""
    names = sorted({name for pair in labels.pairs for name in pair})
    rows = [[label, *(str(labels.pairs[label, answer]) for answer in names)] for label in names]
    return table(["label \\ answer", *names], rows)


def write_report(results: Results) -> str:
    """All of it, as a part of docs/benchmarks.md."""
    unspaced, planted = results.planted.unspaced, results.planted
    parts = [
        f"{results.texts:,} texts; " + ", ".join(f"{peer} {version}" for peer, version in results.versions.items()) + ".",
        "#### Goals",
        goal_table(results),
        "#### Speed and completeness",
        search_table(results),
        "#### Growth",
        growth_table(results),
        "#### Import",
        import_table(results),
        "#### Planted copies",
        f"Chinese: {unspaced.linked} of {unspaced.copies} linked, {unspaced.in_story} in the story. "
        f"{planted.stories:,} stories, {planted.wrong_stories} of them with texts that are no copies.",
        pair_table(planted),
        "#### Labelled pairs",
        *label_parts("Fresh", results.fresh),
        *label_parts("Tuned on", results.tuned),
        "The fresh pairs in which label and answer differ:",
        table(["one", "other", "label", "answer"], [list(pair) for pair in results.fresh.disagreed]),
    ]
    return "\n\n".join(parts) + "\n"
