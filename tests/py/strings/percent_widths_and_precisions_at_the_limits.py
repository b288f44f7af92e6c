import sys
def T(f):
    try: print('->', f())
    except BaseException as e: print(type(e).__name__, e)
M=sys.maxsize
for fmt,args in [("%*d",(M,1)),("%*d",(M+1,1)),("%*d",(-M,1)),("%*d",(-M-1,1)),("%.*d",(2**31-1,1)),("%.*d",(2**31,1)),("%.*d",(-2**31,1)),("%.*d",(-2**31-1,1)),
   ("%.*d",(-5,1)),("%*.*f",(M,2,1.0)),("%"+str(M)+"d",(1,)),("%"+str(M+1)+"d",(1,)),("%"+str(M//10)+"s",(1,)),("%.2147483647s",("abc",)),("%.2147483648s",("abc",)),
   ("%.2147483646d",(1,)), ("%*d",(1.5,1)),("%.*d",(1.5,1)),("%*d",("a",1)),("%.*d",(None,1)),("%*d",(True,1))]:
    T(lambda: (fmt%args)[:50])
    T(lambda: (fmt.encode()%tuple(a.encode() if isinstance(a,str) else a for a in args))[:50])
