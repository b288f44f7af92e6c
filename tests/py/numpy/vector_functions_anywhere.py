# A result depends on the element alone, not on its place, the length or the layout.
import numpy as np

x = np.concatenate([np.linspace(-3, 3, 37), [0.0, -0.0, 1e-300, 50.5, 700.0, 1e6]])
with np.errstate(all='ignore'):
    for f in (np.exp, np.log, np.sin, np.cos, np.tanh):
        whole = f(np.abs(x) if f is np.log else x)
        single = [float(f(abs(v) if f is np.log else v)) for v in x.tolist()]
        wide = np.zeros((len(x), 3))
        wide[:, 1] = np.abs(x) if f is np.log else x
        strided = f(wide[:, 1])
        mixed = f(np.concatenate([[np.inf, np.nan], np.abs(x) if f is np.log else x]))[2:]
        print(f.__name__, whole.tolist() == single, (strided == whole).all(), (mixed == whole).all())
    special = np.array([np.inf, -np.inf, np.nan, 0.0, -0.0, 1.0])
    print(np.exp(special), np.log(np.abs(special)), np.tanh(special), np.sin(special[3:5]), np.cos(special[3:5]))
print(np.allclose(np.exp(np.log(np.arange(1, 9))), np.arange(1, 9), rtol=1e-15), abs(float(np.sin(np.pi))) < 1e-15, float(np.tanh(0.5)).hex()[:12])
print(np.allclose(np.sin(x) ** 2 + np.cos(x) ** 2, 1, rtol=1e-15))
