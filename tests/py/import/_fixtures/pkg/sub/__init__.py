from .leaf import where
from .. import name as parent_name
from ..tools import helper
print("sub init", where, parent_name)
