s = """a
  'b' "c"
d\
e\n"""
print(repr(s))
print(repr('''x"""y'''), repr(""""q" """))
