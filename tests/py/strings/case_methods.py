for s in ("Hello World", "ÀÉÎ straße", "ǆ ﬁ İ", "", "123", "iPhone 12x", "they're bill's", "ΑΣ ΑΣΑ", "aB1 cD"):
    print(ascii([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()]))
