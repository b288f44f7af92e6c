for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 1234.5678, 1e20, -0.0, 0.49999999999999994):
    print([round(x), round(x, 0), round(x, 1), round(x, 2), round(x, -1), round(x, 20), round(x, -400)])
print(round(1e308, -308), round(5e-324, 5), round(1.5, None), type(round(2.5)), type(round(2.5, 0)))
try: round(1.7e308, -308)
except OverflowError as e: print(e)
try: round(1.5, 1.0)
except TypeError as e: print(e)
