"""Which header cells a data cell answers to, worked out on the real grid of a table: WeasyPrint 70 misplaces them as soon
as a header spans rows and columns, and no validator notices."""

import pydyf


def associate_headers(objects, table):
    """Write /Headers on every data cell of `table` (a structure element)."""
    by_row, by_column, data = {}, {}, []
    for row, column, rows, columns, cell in _placed(objects, table):
        if cell["S"] == "/TD":
            data.append((row, column, rows, columns, cell))
        elif "ID" in cell and cell["A"].get("Scope") == "/Row":
            for covered in range(row, row + rows):
                by_row.setdefault(covered, []).append(cell["ID"].string)
        elif "ID" in cell:
            for covered in range(column, column + columns):
                by_column.setdefault(covered, []).append((row, cell["ID"].string))
    for row, column, rows, columns, cell in data:
        names = [name for covered in range(row, row + rows) for name in by_row.get(covered, ())]
        names += [
            name for covered in range(column, column + columns) for above, name in by_column.get(covered, ()) if above < row
        ]
        cell["A"]["Headers"] = pydyf.Array([pydyf.String(name) for name in dict.fromkeys(names)])


def _placed(objects, table):
    """(row, column, rows spanned, columns spanned, cell) for each cell, as a browser would lay them out."""
    taken = set()
    for row_index, row in enumerate(_rows(objects, table)):
        column = 0
        for cell in _kids(objects, row):
            if cell["S"] not in ("/TH", "/TD"):
                continue
            while (row_index, column) in taken:
                column += 1
            columns, rows = cell["A"].get("ColSpan", 1), cell["A"].get("RowSpan", 1)
            taken.update((row_index + y, column + x) for y in range(rows) for x in range(columns))
            yield row_index, column, rows, columns, cell
            column += columns


def _rows(objects, table):
    for part in _kids(objects, table):
        if part["S"] == "/TR":
            yield part
        elif part["S"] in ("/THead", "/TBody", "/TFoot"):
            yield from (row for row in _kids(objects, part) if row["S"] == "/TR")


def _kids(objects, element):
    return [objects[int(kid.split()[0])] for kid in element["K"] if isinstance(kid, bytes)]
