# timeout: 60
# Properties of characters, as checksums over a selection of code points.
import unicodedata as u
CODES = [*range(0x2000), *range(0x2000, 0x20000, 23), *range(0x20000, 0x110000, 4099)]
def h(f):
    n=0
    for c in CODES:
        n = (n*31 + hash_(f(chr(c)))) % 1000000007
    return n
def hash_(v):
    if isinstance(v,str):
        n=7
        for ch in v: n=(n*131+ord(ch))%1000003
        return n
    if isinstance(v,float): return int(v*1000)%1000003
    if v is None: return 5
    return int(v)
for name,f in [('cat',u.category),('bidi',u.bidirectional),('comb',u.combining),('mir',u.mirrored),('eaw',u.east_asian_width),('dec',u.decomposition),('name',lambda c:u.name(c,'')),('num',lambda c:u.numeric(c,None)),('decimal',lambda c:u.decimal(c,None)),('digit',lambda c:u.digit(c,None)),
  ('upper',str.upper),('lower',str.lower),('title',str.title),('fold',str.casefold),('swap',str.swapcase),('alpha',str.isalpha),('alnum',str.isalnum),('dcm',str.isdecimal),('dgt',str.isdigit),('nmr',str.isnumeric),('isl',str.islower),('isu',str.isupper),('ist',str.istitle),('sp',str.isspace),('pr',str.isprintable),('id',str.isidentifier),('id2',lambda c:('a'+c).isidentifier()),('repr',repr),('cap',lambda c:(c+c).capitalize()),('ttl',lambda c:('a'+c+'a'+c).title()),('sig',lambda c:('aΣ'+c+'Σ'+c+'a'+c+'Σ').lower()),('spl',lambda c:len(('a'+c+'b').split())),('spll',lambda c:len(('a'+c+'b').splitlines())),
  ('nfc',lambda c:u.normalize('NFC','a'+c+'\u0301')),('nfd',lambda c:u.normalize('NFD',c+'\u0323\u0301')),('nfkc',lambda c:u.normalize('NFKC',c+'\u0327')),('nfkd',lambda c:u.normalize('NFKD',c))]:
    print(name,h(f))
for x in ['LATIN SMALL LETTER A','latin small letter a','HANGUL SYLLABLE GAG','CJK UNIFIED IDEOGRAPH-4E00','CJK UNIFIED IDEOGRAPH-4e00','NULL','LF','foo','LATIN SMALL LETTER A WITH MACRON AND GRAVE','BELL','ALERT','HANGUL SYLLABLE ','CJK UNIFIED IDEOGRAPH-0041']:
    try: print(x, ascii(u.lookup(x)))
    except Exception as e: print(x,type(e).__name__,e)
for f in ["u.name('\\x00')","u.name('ab')","u.name(5)","u.decimal('a')","u.digit('½')","u.numeric('½')","u.numeric('a')","u.category('')","u.normalize('X','a')","u.normalize('NFC',5)","u.is_normalized('NFC','é')","u.unidata_version","u.ucd_3_2_0.unidata_version","u.lookup(5)","'\\N{BULLET}'"]:
    try: print(f, repr(eval(f)))
    except Exception as e: print(f,type(e).__name__,e)
