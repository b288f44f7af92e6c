# format() and % for pseudo-random specifications, one checksum a type.
_lines = []
def show(group, *values):
    """Notes a result; check() prints one number for all results of a group."""
    _lines.append((group, ' '.join(ascii(v) for v in values)))
def check():
    sums = {}
    for group, text in _lines:
        n = sums.get(group, 7)
        for c in text:
            n = (n * 131 + ord(c)) % 1000000007
        sums[group] = n
    for group in sums:
        print(group, sums[group])
    del _lines[:]
seed=777
def rnd(n):
    global seed
    seed=(seed*1103515245+12345)&0x7fffffff
    return (seed>>8)%n
vals=[0,1,-1,7,-42,1234567,-9876543210,10**20,-10**25,True,0.0,-0.0,1.0,-1.5,3.14159265,1e16,1e17,1e-5,1e-4,123456.789,1e100,1e-100,5e-324,1.7976931348623157e308,float('inf'),float('-inf'),float('nan'),0.1,2.675,1e22,1e23,12345678901234567890.0,0.5,2.5,1j,-1j,1+2j,-0.0-0.0j,1.5e300+2e-300j,complex('nan'),complex('inf+nanj'),'','abc','héllo','\U0001f600x']
fills=['','<','>','^','=','*<','x>','0^','é=','😀^']
signs=['','+','-',' ']
zs=['','','','z']; alts=['','','#']; zeros=['','','0']; widths=['','','1','5','12','20','37']; seps=['','','',',','_']; precs=['','','.0','.1','.3','.10','.17','.25']; types=['','d','b','o','x','X','c','e','E','f','F','g','G','n','%','s','q']
for i in range(4000):
    v=vals[rnd(len(vals))]
    sp=fills[rnd(len(fills))]+signs[rnd(4)]+zs[rnd(4)]+alts[rnd(3)]+zeros[rnd(3)]+widths[rnd(len(widths))]+seps[rnd(5)]+precs[rnd(len(precs))]+types[rnd(len(types))]
    try: r=format(v,sp)
    except Exception as e: r=(type(e).__name__,str(e))
    show('format ' + type(v).__name__, v, sp, r)
pv=[0,1,-1,255,-255,10**20,1.5,-2.25,1e20,float('nan'),float('-inf'),'abc','é','a',True,None,[1],b'ab',1j,3.999999]
for i in range(1500):
    v=pv[rnd(len(pv))]
    f='%'+['','-','+',' ','0','#','-0','+#0'][rnd(8)]+['','1','5','12'][rnd(4)]+['','','.0','.2','.7'][rnd(5)]+['','','l','h'][rnd(4)]+'diouxXeEfFgGcrsa%'[rnd(17)]
    for T in (0,1):
        try: r=(f.encode() if T else f)%((v,) if rnd(2) else v)
        except Exception as e: r=(type(e).__name__,str(e))
        show('percent ' + 'sb'[T], f, v, r)
check()
import struct
for i in range(300):
    x=struct.unpack('<d',bytes(rnd(256) for _ in range(8)))[0]
    show('float text', repr(x),'%.17g'%x,'%.3e'%x,format(x,'.6'),str(complex(x,-x)))
for p in ['.1000f','.400e','.999g','#.500g','.300%']:
    for x in [0.1,1/3,1e300,5e-324,123456789.125]: print(p, format(x,p))
from string import Formatter, Template
f=Formatter()
for s,a,k in [('{0} {a} {b[0]} {c.real:>5} {{}} {!r:>8}',('z',),dict(a=1,b=[2],c=3)),('{} {}',(1,2),{}),('{x!s:{y}}',(),dict(x=5,y='>4'))]:
    try: print(f.format(s,*a,**k))
    except Exception as e: print(type(e).__name__,e)
    print(list(f.parse(s)))
print(Template('$a ${b} $$ $c').safe_substitute(a=1,b=2))
class A:
    def __format__(self,s): return 'A('+s+')'
    def __str__(self): return 'S'
    def __repr__(self): return 'Ré'
a=A()
print(f'{a:x{1+1}y} {a!r} {a!s:>4} {a!a} {a}', '{:{}{}} {!a}'.format(a,1,2,a), '%s %r %a'%(a,a,a))
class M(dict):
    def __missing__(self,k): return '<'+k+'>'
print('{a} {b}'.format_map(M(a=1)), '%(q)s'%M())
class S(str): pass
s=S('abc'); print(type(s.upper()).__name__, type(s[:]).__name__, type(s+'').__name__, type(str(s)).__name__, type(s.strip()).__name__, repr(s), type(s*1).__name__, type('%s'%s).__name__, type(format(s)).__name__, type(s.replace('z','y')).__name__, type(s.ljust(1)).__name__, type(''.join([s])).__name__, hash(s)==hash('abc'), s=='abc', {s:1}['abc'])
class B(bytes): pass
b=B(b'abc'); print(type(b[:]).__name__, type(b+b'').__name__, type(bytes(b)).__name__, type(b.strip()).__name__, repr(b), type(b*1).__name__, hash(b)==hash(b'abc'), type(B.fromhex('00')).__name__, type(b.replace(b'z',b'')).__name__)
class BA(bytearray): pass
b=BA(b'abc'); b.x=5; print(repr(b), type(b[:]).__name__, type(b.copy()).__name__, b.x, type(b+b'').__name__)
check()
