# Packing at the limits of every format, and binascii on correct and malformed data.
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
import struct
def t(f,*a):
    try: show('struct and binascii', a, f(*a))
    except Exception as e: show('struct and binascii', a, type(e).__name__, str(e))
for f in ['b','B','h','H','i','I','l','L','q','Q','n','N']:
    for v in [0,-1,127,128,255,256,-129,32767,32768,65535,65536,2**31-1,2**31,2**32-1,2**32,2**63-1,2**63,2**64-1,2**64,-2**63,-2**63-1,'a',1.5,None]:
        for o in '@<>':
            if o!='@' and f in 'nN': continue
            t(struct.pack,o+f,v)
for f in ['e','f','d']:
    for v in [0.0,1.5,-2.25,1e300,float('inf'),float('nan'),65504,65520,1e-8,'a',1]:
        for o in '@<>': t(struct.pack,o+f,v)
for f in ['','x','3x','c','2c','5s','s','0s','5p','p','?','P','bhi','>bhi','=bhi','b3i','ci','iq','3','b 2h','z','<n','i0q','ii0q','b0i','5','@b','1000000000000000000000i','\x00','é', b'bh', '2s3p', '99999999999999999999s','l l','1s']:
    t(struct.calcsize,f)
t(struct.pack,'c',b'a'); t(struct.pack,'c',b'ab'); t(struct.pack,'c','a'); t(struct.pack,'5s',b'abc'); t(struct.pack,'5s',b'abcdefg'); t(struct.pack,'s','a'); t(struct.pack,'5p',b'abc'); t(struct.pack,'5p',b'abcdefg'); t(struct.pack,'0p',b'a'); t(struct.pack,'?',[]); t(struct.pack,'?',5); t(struct.pack,'P',1); t(struct.pack,'P',-1); t(struct.pack,'b'); t(struct.pack,'b',1,2); t(struct.pack,'bb',1); t(struct.pack); t(struct.pack, 5)
t(struct.unpack,'b',b''); t(struct.unpack,'b',b'ab'); t(struct.unpack,'>bhi',b'\x01\x02\x03\x04\x05\x06\x07'); t(struct.unpack,'@bhi',bytes(range(8))); t(struct.unpack,'5p',b'\x03abcd'); t(struct.unpack,'5p',b'\x09abcd'); t(struct.unpack,'3s2xc',b'abcdef'); t(struct.unpack,'?',b'\x02'); t(struct.unpack,'<e',b'\x00\x3c'); t(struct.unpack,'>d',b'\x40\x09\x21\xfb\x54\x44\x2d\x18'); t(struct.unpack,'Q',b'\xff'*8); t(struct.unpack,'q',b'\xff'*8); t(struct.unpack,'i','abcd'); t(struct.unpack, '2c', bytearray(b'xy')); t(struct.unpack,'h',bytearray(b'xy'))
t(struct.unpack_from,'h',b'abcd',1); t(struct.unpack_from,'h',b'abcd',3); t(struct.unpack_from,'h',b'abcd',-2); t(struct.unpack_from,'h',b'abcd',-5); t(struct.unpack_from,'h',b'abcd',-1); t(struct.unpack_from,'h',b'abcd',10)
b=bytearray(6)
t(struct.pack_into,'h',b,2,258); print(b); t(struct.pack_into,'h',b,5,1); t(struct.pack_into,'h',b,-2,1); print(b); t(struct.pack_into,'h',b,-7,1); t(struct.pack_into,'h',b,-1,1); t(struct.pack_into,'h',b'ab',0,1); t(struct.pack_into,'h',b); t(struct.pack_into,'h',b,0)
t(list,struct.iter_unpack('h',b'abcdef').__class__ and struct.iter_unpack('h',b'abcdef')) if 0 else print(list(struct.iter_unpack('h',b'abcdef')))
t(struct.iter_unpack,'h',b'abc'); t(struct.iter_unpack,'',b'abc')
s=struct.Struct('>hh'); print(s.size,s.format,s.pack(1,2),s.unpack(b'\0\1\0\2'),repr(s)[:10]); t(s.pack,1); t(struct.Struct,'z'); t(struct.Struct,5)
print(struct.error, struct.error.__module__, struct.error.__mro__)
import binascii
for fn in ['b2a_hex','hexlify','a2b_hex','unhexlify','b2a_base64','a2b_base64','crc32','crc_hqx','b2a_uu','a2b_uu','b2a_qp','a2b_qp']:
    f=getattr(binascii,fn)
    for a in [b'',b'a',b'ab',b'abc',b'00ff',b'0',b'zz',b'aGVsbG8=',b'aGVsbG8',b'aGVsbG',b'aGVs bG8=\n',b'a=b', b'hello world = \x00\xff\n.\n x \t\n'*3,'abcd','é',b'#86)C', b'=3D=\nabc=41', 5]:
        if fn=='crc_hqx': t(f,a,0)
        else: t(f,a)
t(binascii.b2a_hex,b'abc',':'); t(binascii.b2a_hex,b'abcd',b'-',2); t(lambda: binascii.b2a_base64(b'abc',newline=False)); t(binascii.crc32,b'abc',5); t(lambda: binascii.a2b_base64(b'aGVs?bG8=',strict_mode=True)); t(lambda: binascii.a2b_base64(b'aGVsbG8=',strict_mode=True)); t(lambda: binascii.b2a_qp(b'a b\tc\n.x ',quotetabs=True)); t(lambda: binascii.b2a_qp(b'a_ b',header=True)); t(lambda: binascii.a2b_qp(b'a_b',header=True)); t(lambda: binascii.b2a_qp(b'x'*100)); t(lambda: binascii.b2a_qp(b'a\r\nb\r\n',istext=False)); t(lambda: binascii.b2a_uu(b'\0\0',backtick=True)); t(binascii.b2a_uu,b'x'*46)
for a in [b'=aGVs',b'aGVs=',b'aGVsbG8==',b'aGVsbG8=x',b'a',b'ab==',b'ab=',b'ab=c=',b'====',b'\n']: t(lambda x: binascii.a2b_base64(x,strict_mode=True),a); t(binascii.a2b_base64,a)
print(binascii.Error, binascii.Incomplete, binascii.Error.__mro__)
check()
