import csv, io, datetime
r = list(csv.reader(io.StringIO('a,"b ""q""",c\n1,,"x\ny"\n')))
o = io.StringIO()
csv.writer(o).writerows([[1, 'a"b', "c,d"], [None, 2.5, ""]])
print(r, repr(o.getvalue()))
d = datetime.date(2024, 2, 28) + datetime.timedelta(days=2)
print(d, d.weekday(), datetime.datetime(2020, 1, 2, 3, 4, 5).isoformat(), (datetime.datetime(2020, 1, 1) - datetime.datetime(2019, 1, 1)).days, datetime.timedelta(hours=25, seconds=1), d.strftime("%d %B %Y"), datetime.datetime.strptime("2021-03-04", "%Y-%m-%d"))
from fractions import Fraction
from decimal import Decimal
print(Fraction(3, 6) + 1, Decimal("0.1") + Decimal("0.2"), Fraction("0.125"), Decimal(1) / 3, statistics.mean([1, 2, 4]) if False else "")
