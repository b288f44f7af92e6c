"""Gives the modules that the program's own importer has loaded the specs and loaders of importlib."""
import sys
import _imp
import _frozen_importlib as bootstrap
import _frozen_importlib_external as external


def source_spec(name, module, path):
    spec = external.spec_from_file_location(name, module.__file__, submodule_search_locations=path)
    if path is not None:
        spec.submodule_search_locations = path
    return spec


def namespace_spec(name, path):
    loader = external.NamespaceLoader(name, path, external.PathFinder._get_spec)
    spec = bootstrap.ModuleSpec(name, loader, is_package=True)
    spec.submodule_search_locations = path
    return spec


def adopt(name, module):
    path = getattr(module, "__path__", None)
    old = module.__spec__
    if getattr(module, "__file__", None):
        spec = source_spec(name, module, path)
    else:
        spec = namespace_spec(name, path)
    spec._initializing = old._initializing
    module.__spec__ = spec
    module.__loader__ = spec.loader
    if spec.cached:
        module.__cached__ = spec.cached


def find_native_parts():
    """Native modules in packages, such as numpy.random: BuiltinImporter would look outside packages only."""
    find_spec = bootstrap.BuiltinImporter.find_spec
    bootstrap.BuiltinImporter.find_spec = classmethod(lambda cls, fullname, path=None, target=None: find_spec(fullname))


def show_native_code():
    """Built-in modules written in Python can be run as programs: `-m dis`."""
    bootstrap.BuiltinImporter.get_code = classmethod(lambda cls, fullname: _imp._builtin_code(fullname))


def adopt_modules():
    find_native_parts()
    show_native_code()
    own_spec = type(sys.implementation)   # a SimpleNamespace
    for name, module in list(sys.modules.items()):
        if type(getattr(module, "__spec__", None)) is own_spec:
            adopt(name, module)
    main = sys.modules.get("__main__")
    if main is not None and getattr(main, "__file__", None) and getattr(main, "__loader__", None) is None:
        main.__loader__ = external.SourceFileLoader("__main__", main.__file__)
