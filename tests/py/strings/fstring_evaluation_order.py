log = []
def t(x):
    log.append(x)
    return x
print(f"{t(1):{t(2)}} {t('a')!r:>{t(5)}}" + f"{t(3)}", log)
try: f"{1 / 0}"
except ZeroDivisionError as e: print(e)
try: f"{'a':d}"
except ValueError as e: print(e)
try: f"{undefined!r}"
except NameError as e: print(e)
