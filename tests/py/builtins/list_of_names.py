import builtins
names = sorted(n for n in dir(builtins) if not n.startswith("_") and n not in ("copyright", "credits", "exit", "help", "license", "quit"))
print(len(names))
for i in range(0, len(names), 8):
    print(*names[i:i + 8])
