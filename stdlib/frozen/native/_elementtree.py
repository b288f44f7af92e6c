"""_elementtree: the classes of xml.etree.ElementTree, for those who import them by the name of CPython's fast module."""
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, XMLParser


def _set_factories(comment, processing_instruction):
    """Nothing to do: the classes call those of their own module."""
