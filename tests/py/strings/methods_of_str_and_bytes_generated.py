# timeout: 60
# Results of str, bytes and bytearray methods for pseudo-random arguments, one checksum a method.
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
seed=12345
def rnd(n):
    global seed
    seed=(seed*1103515245+12345)&0x7fffffff
    return (seed>>8)%n
alph=['a','b','A','B',' ','\t','\n','\r','1','é','ß','Σ','σ','\u1c80','€','\U0001f600','\x1c','\u2028','ǆ','İ','ŉ','_','-','\x00','"',"'",'\\']
def rs(n=8,al=alph): return ''.join(al[rnd(len(al))] for _ in range(rnd(n)))
simple=['capitalize','casefold','lower','upper','title','swapcase','isalnum','isalpha','isascii','isdecimal','isdigit','isidentifier','islower','isnumeric','isprintable','isspace','istitle','isupper','strip','lstrip','rstrip','split','rsplit','splitlines','expandtabs','encode','__repr__','__len__','__hash__' if 0 else '__str__']
def t(s,m,*a,**k):
    try: r=getattr(s,m)(*a,**k)
    except Exception as e: r=(type(e).__name__,str(e))
    show(m + ' ' + type(s).__name__, s, a, r)
for i in range(300):
    s=rs()
    m=simple[rnd(len(simple))]
    t(s,m)
two=['find','rfind','index','rindex','count','startswith','endswith','partition','rpartition','removeprefix','removesuffix','split','rsplit','strip','lstrip','rstrip','join','__contains__','__add__','__lt__','__ge__','__eq__']
for i in range(500):
    al=['a','b','é','€'] if i%2 else alph
    s=rs(10,al); u=rs(3,al)
    m=two[rnd(len(two))]
    t(s,m,u)
    if m in ('find','rfind','index','rindex','count','startswith','endswith'): t(s,m,u,rnd(14)-6,rnd(14)-6)
    if m in('split','rsplit'): t(s,m,None,rnd(4)-1); t(s,m,u,rnd(4)-1)
for i in range(150):
    al=['a','b','é'] if i%3 else alph
    s=rs(12,al)
    t(s,'replace',rs(3,al),rs(3,al),rnd(6)-1)
    t(s,['center','ljust','rjust'][rnd(3)],rnd(16),alph[rnd(len(alph))])
    t(s,'zfill',rnd(16)); t(s,'expandtabs',rnd(6)); t(s,'splitlines',True)
    t(s,'__getitem__',slice(rnd(20)-10,rnd(20)-10,[1,2,-1,-2,3,-3][rnd(6)])); t(s,'__getitem__',rnd(24)-12); t(s,'__mul__',rnd(4)-1)
    t(s,'translate',{97:'X',98:None,233:[8364,'yy'][rnd(2)]})
    b=rs(10,['a','b','A',' ','\n','\t','1','\xff','\x00','z'] ).encode('latin-1'); c=rs(3,['a','b',' ','\xff']).encode('latin-1')
    if i%2: b=bytearray(b)
    bm=['capitalize','lower','upper','title','swapcase','isalnum','isalpha','isascii','isdigit','islower','isspace','istitle','isupper','strip','lstrip','rstrip','split','rsplit','splitlines','expandtabs','hex','__repr__','__len__','decode']
    t(b,bm[rnd(len(bm))])
    m=two[rnd(len(two))]; t(b,m,c)
    t(b,'replace',c,b'xy',rnd(5)-1); t(b,'find',rnd(300)-10); t(b,'center',rnd(15),b'.'); t(b,'zfill',rnd(12)); t(b,'translate',bytes(range(255,-1,-1)),c); t(b,'decode',['utf-8','ascii','latin-1','utf-16'][rnd(4)],['strict','ignore','replace','backslashreplace','surrogateescape'][rnd(5)]); t(s,'encode',['utf-8','ascii','latin-1','utf-16-le','cp1252','utf-7','unicode_escape','raw_unicode_escape','idna','punycode','cp437','koi8-r','utf-8-sig'][rnd(13)],['strict','ignore','replace','backslashreplace','xmlcharrefreplace','namereplace'][rnd(6)])
    t(b,'__getitem__',slice(rnd(20)-10,rnd(20)-10,[1,2,-1,-2,3,-3][rnd(6)])); t(b,'hex','-',rnd(5)-2)
for m in dir(str):
    if m in ('__iter__','__mul__','__rmul__','__imul__','__setitem__','__new__','__class__','__init_subclass__','__subclasshook__','__reduce__','__reduce_ex__','__getattribute__','__dir__','__doc__','__setattr__','__delattr__','__init__','__hash__','__sizeof__','__getstate__','__format__'): continue
    for a in [(),(1,),('a',1),('a','b','c','d'),(None,),(b'a',),('a',None,None),([],),(1.5,),('',''),('x',10**30),(10**30,),('a','bb'),(-1,)]: t('xay',m,*a)
for m in dir(bytearray):
    if m in ('__iter__','__mul__','__rmul__','__imul__','__setitem__','__new__','__class__','__init_subclass__','__subclasshook__','__reduce__','__reduce_ex__','__getattribute__','__dir__','__doc__','__setattr__','__delattr__','__init__','__hash__','__sizeof__','__alloc__','__getstate__','__format__'): continue
    for T in (bytes,bytearray):
        if not hasattr(T,m): continue
        for a in [(),(1,),(b'a',1),('a',),(b'a',b'b',b'c',b'd'),(None,),([b'a',b'b'],),(1.5,),(b'',b''),(300,),(10**30,),(0,256),(0,-1),(slice(0,1),b'xyz'),([1,300],),(b'a',b'bb')]: t(T(b'xay'),m,*a)
check()
