from .sub import leaf
def helper(x): return x, leaf.where
