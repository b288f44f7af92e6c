def größe(x): return x / 0
s = "日本" ; t = größe(len("naïve")) + 1
