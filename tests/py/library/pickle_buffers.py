"""Buffers outside of the pickle, and modules by the names of their fast implementations."""
import pickle, io
b=bytearray(b'hello'*10)
pb=pickle.PickleBuffer(b)
bufs=[]
d=pickle.dumps([pb,1], protocol=5, buffer_callback=bufs.append)
print(len(d), [bytes(x)[:5] if i == 0 else x for i, x in enumerate(pickle.loads(d, buffers=bufs))], bytes(memoryview(pb))[:5])
print(pickle.loads(pickle.dumps(pb,protocol=5)))
with pb.raw() as m: print(m.format, m.nbytes, m.readonly)
pb.release(); pb.release()
for f in (lambda: pb.raw(), lambda: memoryview(pb), lambda: pickle.PickleBuffer(5), lambda: pickle.PickleBuffer(memoryview(b)[::2]).raw()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
import _pickle, _datetime, _decimal, _stat, _elementtree
print(_pickle.Pickler.__name__.strip('_'), _datetime.date(2020,1,2), _decimal.Decimal('1.5')+1, _stat.S_ISDIR(0o40000), _elementtree.Element('a').tag)
import datetime, decimal
print(datetime.date is _datetime.date, decimal.Decimal is _decimal.Decimal)
print(datetime.datetime(2020,1,1).isoformat(), decimal.Decimal(1)/3, pickle.loads(pickle.dumps(datetime.datetime(2020,1,1))))
b.extend(b'x')
