from typing import Optional, Union, List, Dict, Callable, Any, TypeVar, Generic, NamedTuple, get_type_hints, Protocol, Literal, TypedDict, cast
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
class NT(NamedTuple):
    a: int
    b: str = "x"
class TD(TypedDict):
    k: int
class Pr(Protocol):
    def m(self) -> int: ...
def f(x: Optional[int], y: "List[str]" = None) -> Dict[str, Any]: ...
print(Optional[int], Union[int, str], Callable[[int], str], Box[int](5).v, NT(1), TD(k=1), get_type_hints(f), Literal["a", 1], cast(int, "x"), T, Box[int], Union[int, None, int])
