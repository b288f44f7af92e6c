base = {"a": 1}
for i in range(300):
    base = {**base, f"k{i % 20}": i}
    base |= {"z": i}
    base.update(y=i)
print(len(base), base["k5"], base["z"], list(base)[:3])
