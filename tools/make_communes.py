"""Makes `data/communes.csv`, `areas.csv` and `openings.csv` from the tables that `data/README.md` describes.

python tools/make_communes.py COMMUNES.csv AREAS.csv [--out data]
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from intents.gazetteer import name_key, name_words, split_name
from intents.places.name import opening
from intents.reader import PLAIN

_PARENTS = {"132": "13055", "6938": "69123", "751": "75056"}
Row = dict[str, str]


def commune(row: Row) -> list[str]:
    """A row of `communes.csv`."""
    if row["kind"] == "arrondissement":
        within = next(parent for prefix, parent in _PARENTS.items() if row["code"].startswith(prefix))
    else:
        within = f"epci:{row['epci']}" if row["epci"] else ""
    lat, lon = (f"{float(row[c]):.4f}" if row[c] else "" for c in ("lat", "lon"))
    key = name_key(name_words(PLAIN.read(row["name"])))
    return [row["code"], row["name"], key, within, row["postal_codes"], row["population"] or "0", lat, lon]


def area(code: str, name: str, members: list[Row]) -> list[str]:
    """A row of `areas.csv`: its position is the mean of its communes', weighted by population."""
    total = sum(int(m["population"] or 0) for m in members)
    placed = [(int(m["population"] or 0), float(m["lat"]), float(m["lon"])) for m in members if m["lat"]]
    weight = sum(p for p, *_ in placed)
    lat, lon = (f"{sum(p[0] * p[i] for p in placed) / weight:.4f}" if weight else "" for i in (1, 2))
    within = ""
    if members and not code.startswith("reg:"):
        main = max(members, key=lambda m: int(m["population"] or 0))
        within = f"reg:{main['region']}" if code.startswith("dep:") else f"dep:{main['departement']}"
    return [code, name, within, str(total), lat, lon]


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write a table that can be cut at commas: the gazetteer reads it so, for speed."""
    if any("," in value or '"' in value for row in rows for value in row):
        raise ValueError(f"{path}: a value holds a comma or a quotation mark")
    path.write_text("".join(",".join(row) + "\n" for row in [header, *rows]), encoding="utf-8")


def main() -> None:
    """Read the two tables, write the three files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("communes", type=Path)
    parser.add_argument("areas", type=Path)
    parser.add_argument("--out", type=Path, default=Path("data"))
    paths = parser.parse_args()
    with paths.communes.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda r: r["code"])
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "commune":
            for code in (f"reg:{row['region']}", f"dep:{row['departement']}", f"epci:{row['epci']}"):
                members[code].append(row)
    with paths.areas.open(encoding="utf-8", newline="") as file:
        names = [(r["code"], r["name"].replace(",", "").replace('"', "").strip()) for r in csv.DictReader(file)]
    header = ["code", "name", "key", "within", "postal_codes", "population", "lat", "lon"]
    write(paths.out / "communes.csv", header, [commune(row) for row in rows])
    openings = {opening(words) for row in rows if len(words := split_name(row["name"])) > 1}
    write(paths.out / "openings.csv", ["opening"], [[each] for each in sorted(openings)])
    header = ["code", "name", "within", "population", "lat", "lon"]
    write(paths.out / "areas.csv", header, [area(code, name, members[code]) for code, name in names])


if __name__ == "__main__":
    main()
