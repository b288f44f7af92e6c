x=5;y=2
print(x**-y,x//y,x%y,x<<y>>1,x&y|x^y,~x,-x**2,x if y else-y,not x==y,x<y<3,[x,y][-1],x--y,x+-+y,x!=y)
print(x<y or x>y, (lambda a,/,b=1,*,c=2:a+b+c)(1), {**{1:2}}, [*(1,2)])
