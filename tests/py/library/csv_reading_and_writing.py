# Quoting and escaping both ways, dialects, errors.
import csv, io
text = 'a,"b ""q""",c\r\n1,,"x\ny"\n\n" s" ,t\r\n'
print(list(csv.reader(io.StringIO(text, newline=""))))
print(list(csv.reader(["1;'2;3';a\\;b"], delimiter=";", quotechar="'", escapechar="\\")), list(csv.reader(["1, 2"], skipinitialspace=True)))
print(list(csv.reader(['1,"a",2.5'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(['"a,b'])), list(csv.reader(['"a"b,c'])))
for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC):
    out = io.StringIO()
    w = csv.writer(out, quoting=quoting)
    print(w.writerow([1, "a,b", None, 'q"', 2.5, ""]), w.writerow([""]), w.writerows([[], ["x\ny"]]))
    print(repr(out.getvalue()))
out = io.StringIO()
csv.writer(out, quoting=csv.QUOTE_NONE, escapechar="\\").writerow(["a,b", 'c"d'])
w = csv.DictWriter(out, ["x", "y"], dialect="unix")
w.writeheader()
w.writerow({"x": 1, "y": "é"})
print(repr(out.getvalue()), [row for row in csv.DictReader(["k,v", "1,2", "3"])])
csv.register_dialect("mine", delimiter="|")
print(csv.list_dialects(), csv.get_dialect("mine").delimiter, list(csv.reader(["a|b"], "mine")))
r = csv.reader(["a", "b"])
print(next(r), r.line_num)
for bad in (lambda: csv.reader([b"x"]).__next__(), lambda: csv.get_dialect("nope"), lambda: csv.reader([], delimiter="ab"),
            lambda: list(csv.reader(['"a'], strict=True)), lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow([","])):
    try:
        bad()
    except (csv.Error, TypeError) as e:
        print(type(e).__name__, e)
