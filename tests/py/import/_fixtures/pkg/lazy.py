print("lazy is imported")
