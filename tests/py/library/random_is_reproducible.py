import random
random.seed(42)
print([random.random() for _ in range(3)], random.randint(1, 100), random.choice("abc"), random.uniform(1, 2), random.sample(range(50), 4), random.gauss(0, 1), random.getrandbits(70))
l = list(range(8))
random.shuffle(l)
print(l, random.choices("ab", k=4), random.randrange(0, 100, 7))
r = random.Random("text seed")
s = r.getstate()
a = r.random()
r.setstate(s)
print(a == r.random(), random.Random(1.5).random(), random.Random(10**30).random(), random.Random(b"x").random())
for f in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.sample([1], 2)):
    try: f()
    except (IndexError, ValueError) as e: print(type(e).__name__, e)
