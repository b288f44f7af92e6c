print("pkg init", __name__, __package__)
name = "the package"
__all__ = ["name", "lazy"]
