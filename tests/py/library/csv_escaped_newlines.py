import csv, io
for rows in ([["a\nb", "b"], ["c", "x\r\nd"]], [["\n"], ["", "\r"]], [["a\n", "b\n\nc"]]):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_NONE, escapechar="\\").writerows(rows)
    print(repr(out.getvalue()), list(csv.reader(io.StringIO(out.getvalue(), newline=""), quoting=csv.QUOTE_NONE, escapechar="\\")) == rows)
print(list(csv.reader(["a\\\n", "b,c\\\r\n", "d"], escapechar="\\")), list(csv.reader(["x\\"], escapechar="\\")))
