"""Struct sequences: hidden and unnamed fields, patterns, pickling."""
import time, os, sys
def T(f):
    try: print('->', f())
    except BaseException as e: print(type(e).__name__, e)
T(lambda: time.struct_time(range(9), dict={'tm_year':5}))
T(lambda: time.struct_time(range(11), dict={'tm_zone':5}).tm_zone)
T(lambda: time.struct_time(range(12)))
T(lambda: time.struct_time(range(3)))
T(lambda: time.struct_time(5))
T(lambda: sys.version_info.__reduce__())
T(lambda: os.terminal_size((1,2)).__reduce__())
T(lambda: os.terminal_size((1,2,3)))
T(lambda: time.gmtime(0).__reduce__())
T(lambda: type(time.gmtime(0).__reduce__()[1][1]))
match time.gmtime(0):
    case time.struct_time(y, m, d): print(y,m,d)
s=os.stat('/')
print(s[7]==int(s.st_atime), type(s.st_atime), os.stat_result.__match_args__)
import pickle
moment = time.gmtime(0)
print(pickle.loads(pickle.dumps(moment)) == moment, pickle.loads(pickle.dumps(moment)).tm_zone)
status = os.stat('/')
copy = pickle.loads(pickle.dumps(status))
print(copy.st_atime == status.st_atime, copy.st_mtime_ns == status.st_mtime_ns, copy.st_blocks == status.st_blocks)
print(os.stat_result.n_fields, os.stat_result.n_sequence_fields, os.stat_result.n_unnamed_fields)
for made in os.stat_result(range(10)), os.stat_result(range(19)), os.stat_result(range(10), {'st_blocks': 5, 'x': 6}):
    print(made, made.st_atime, made.st_mtime_ns, made.st_blocks)
